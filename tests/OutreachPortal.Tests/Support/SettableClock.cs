using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace OutreachPortal.Tests.Support;

/// <summary>As on any machine: somebody can set the hour, and what counts the time that passes goes on.</summary>
public sealed class SettableClock(Instant now) : FakeTimeProvider(now.ToDateTimeOffset())
{
    TimeSpan _set;

    public void Set(TimeSpan by) => _set += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _set;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
