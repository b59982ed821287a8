using NodaTime;

namespace OutreachPortal.Opportunities;

/// <summary>What an opportunity is at one moment; the words of the parameter <c>status</c>.</summary>
public enum Standing
{
    Open,
    Closed,
    Cancelled,
    Awarded,
    Withdrawn,
    Draft,
}

/// <summary>Open means that one can still answer: now is before the deadline, or it is young and has none.</summary>
public sealed class StandingRules(Duration openWithoutDeadline)
{
    public Duration OpenWithoutDeadline { get; } = openWithoutDeadline;

    /// <summary>
    /// The instant at which the item stops being open; the beginning of time where nothing can be answered.
    /// </summary>
    public Instant ClosesAt(Instant? deadline, Instant? published, bool invitesAnswer)
    {
        if (!invitesAnswer) return Instant.FromUnixTimeTicks(0);
        return deadline ?? (published ?? Instant.FromUnixTimeTicks(0)) + OpenWithoutDeadline;
    }
}
