using System.Diagnostics;
using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>
/// What one postman took at once, under one lease. Whether it is still his he asks a clock that nobody sets back: past
/// the safe part of the lease he sends nothing more, because another may soon think that he died.
/// </summary>
internal sealed class Claim(Guid token, IReadOnlyList<Delivery> deliveries, Duration lease)
{
    public const double SafePart = 0.6;

    readonly long _taken = Stopwatch.GetTimestamp();

    public Guid Token => token;

    public IReadOnlyList<Delivery> Deliveries => deliveries;

    public bool MaySend => Stopwatch.GetElapsedTime(_taken) < lease.ToTimeSpan() * SafePart;
}
