using NodaTime;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>What the portal said yes to, kept outside of it, with the hour after each answer.</summary>
sealed class Acknowledged
{
    public List<(long Item, Instant At)> Published { get; } = [];

    public List<(Guid Person, Instant At)> Subscribed { get; } = [];

    public Dictionary<Guid, Instant> Ended { get; } = [];
}
