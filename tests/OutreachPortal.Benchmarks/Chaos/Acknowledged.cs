using NodaTime;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>What the portal said yes to, kept outside of it, with the hour after each answer.</summary>
sealed class Acknowledged
{
    public List<(long Item, string Country, Instant At)> Published { get; } = [];

    /// <summary>Without a country: to the notices of all of them.</summary>
    public List<(Guid Person, string? Country, Instant At)> Subscribed { get; } = [];

    /// <summary>Who asked to be let go, whatever the answer was.</summary>
    public HashSet<Guid> Asked { get; } = [];

    /// <summary>Who was told that it is so.</summary>
    public Dictionary<Guid, Instant> Ended { get; } = [];

    /// <summary>Who is to be told of what, by what was said yes to and nothing else.</summary>
    public IEnumerable<(Guid Person, long Item)> Owed() =>
        from one in Subscribed
        where !Asked.Contains(one.Person)
        from item in Published
        where item.At > one.At && (one.Country is null || one.Country == item.Country)
        select (one.Person, item.Item);
}
