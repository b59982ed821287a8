using NodaTime;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>
/// What one record of a file says, before it is judged: names as written, a deadline as read, nothing resolved.
/// </summary>
internal sealed record Notice
{
    public required string SourceId { get; init; }

    public required Kind Kind { get; init; }

    public string Type { get; init; } = OpportunityTypes.Other;

    public string? Grade { get; init; }

    public string? Reference { get; init; }

    public string? Language { get; init; }

    public Texts Titles { get; init; } = [];

    public Texts Summaries { get; init; } = [];

    public Texts Bodies { get; init; } = [];

    /// <summary>Text beside the title in which words of the tree count where there is no code.</summary>
    public string? FirstItem { get; init; }

    public string? Organisation { get; init; }

    public string? BuyerCountry { get; init; }

    /// <summary>Places of performance, delivery or duty.</summary>
    public IReadOnlyList<string> StatedCountries { get; init; } = [];

    public string? Place { get; init; }

    public IReadOnlyList<ClassificationCode> Codes { get; init; } = [];

    /// <summary>Codes of the portal's own tree, where a file has them.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public Eligibility Eligibility { get; init; } = Eligibility.NotStated;

    public IReadOnlyList<Document> Documents { get; init; } = [];

    public Contact? Contact { get; init; }

    public string? Url { get; init; }

    public DeadlineText Deadline { get; init; } = new DeadlineText.None();

    /// <summary>IANA zone that counts for this notice instead of the source's.</summary>
    public string? DeadlineZone { get; init; }

    public bool InvitesAnswer { get; init; } = true;

    public Instant? Published { get; init; }

    /// <summary><see cref="State.Published"/> means: by its deadline.</summary>
    public State State { get; init; } = State.Published;

    public string? Why { get; init; }

    /// <summary>Sentences on what was in the record and could not be kept.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];
}
