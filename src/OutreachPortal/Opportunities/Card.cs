using System.Text.Json;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

/// <summary>
/// What a list shows of an opportunity: derived from its row and the content it shows, kept in the index.
/// </summary>
public sealed record Card
{
    public required string Id { get; init; }

    public required string Reference { get; init; }

    public required Kind Kind { get; init; }

    public required string Type { get; init; }

    public string? Grade { get; init; }

    public required string Language { get; init; }

    public required Texts Titles { get; init; }

    public Texts Summaries { get; init; } = [];

    public required OrganisationName Organisation { get; init; }

    public IReadOnlyList<string> Countries { get; init; } = [];

    public CountryBasis CountryBasis { get; init; }

    public IReadOnlyList<string> OtherPlaces { get; init; } = [];

    public string? Place { get; init; }

    /// <summary>Groups of the countries on the day of publication.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Encourages { get; init; } = [];

    public bool Remote { get; init; }

    public required State State { get; init; }

    public Instant Published { get; init; }

    public Deadline? Deadline { get; init; }

    /// <summary>When it stops being open, were nothing decided before: <see cref="StandingRules.ClosesAt"/>.</summary>
    public Instant ClosesAt { get; init; }

    public required string SourceKey { get; init; }

    public required string SourceId { get; init; }

    public OfficialLink? Link { get; init; }

    public Trail Trail { get; init; } = Trail.None;

    /// <summary>Path below the language: the short id decides, the reference is for people.</summary>
    public string Path => $"/opportunities/{Id}-{ReferenceSlug.Of(Reference)}";

    public Standing StandingAt(Instant now) => State switch
    {
        State.Published => now < ClosesAt ? Standing.Open : Standing.Closed,
        State.Closed => Standing.Closed,
        State.Awarded => Standing.Awarded,
        State.Cancelled => Standing.Cancelled,
        State.Withdrawn => Standing.Withdrawn,
        _ => Standing.Draft,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Columns.Json);

    public static Card FromJson(string json) => JsonSerializer.Deserialize<Card>(json, Columns.Json)!;

    internal static Card Of(Opportunity opportunity, Content content, Atlas atlas, StandingRules rules)
    {
        var published = opportunity.Published ?? Instant.FromUnixTimeTicks(0);
        return new Card
        {
            Id = opportunity.ShortId, Reference = content.Reference, Kind = content.Kind, Type = content.Type,
            Grade = content.Grade, Language = content.Language, Titles = content.Titles, Summaries = content.Summaries,
            Organisation = content.Organisation, Countries = content.Countries, CountryBasis = content.CountryBasis,
            OtherPlaces = content.OtherPlaces, Place = content.Place,
            Groups = atlas.GroupsOf(content.Countries, published.InUtc().Date), Categories = content.Categories,
            Encourages = content.Eligibility.Encourages, Remote = content.Remote, State = opportunity.State,
            Published = published, Deadline = content.Deadline,
            ClosesAt = rules.ClosesAt(opportunity.Deadline, published, opportunity.InvitesAnswer),
            SourceKey = opportunity.SourceKey, SourceId = opportunity.SourceId, Link = content.Link,
        };
    }
}
