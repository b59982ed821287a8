using NodaTime;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;

namespace OutreachPortal.Discovery;

/// <summary>
/// What the index knows of an opportunity: the fields of <see cref="Criteria"/>, and the card that a list shows.
/// </summary>
internal static class OpportunityIndex
{
    /// <summary>
    /// Raised whenever a field, or what is written into one, changes: an older index is then built anew.
    /// </summary>
    public const int Version = 2;

    public const string Card = "card";
    public const string State = "state";
    public const string Closes = "closes";
    public const string Deadline = "deadline";
    public const string Published = "published";
    public const string Nationality = "nationality";
    public const string OnlyGroup = "only-group";

    public static readonly IReadOnlyList<string> TextFields = ["title", "summary", "body", "reference", "org-name"];

    /// <summary>Criteria that are a code of the document as they stand; <c>status</c> depends on the hour.</summary>
    public static readonly IReadOnlyList<string> CodeFields = [.. Criteria.Facets.Where(facet => facet != "status")];

    public static readonly IndexSchema Schema = CodeFields
        .Aggregate(new IndexSchema(Version), (schema, field) => schema.Facet(field))
        .Text("title", 3).Text("summary", 1.5f).Text("body").Text("reference", 4).Text("org-name")
        .Facet(State).Facet(Nationality).Facet(OnlyGroup)
        .Number(Closes).Number(Deadline).Number(Published)
        .Stored(Card);

    /// <summary>Names that people may write before a colon.</summary>
    public static readonly QueryTextOptions QueryText = new()
    {
        Fields = new Dictionary<string, string>
        {
            ["title"] = "title", ["summary"] = "summary", ["body"] = "body", ["reference"] = "reference", ["org"] = "org-name",
        },
    };

    public static IndexDocument DocumentOf(Card card, Content content, CategoryTree tree)
    {
        var document = new IndexDocument(card.Id).Store(Card, card.ToJson())
            .Number(Closes, Microseconds(card.ClosesAt)).Number(Published, Microseconds(card.Published))
            .Facet(State, Word(card.State));
        if (card.Deadline is { } deadline) document.Number(Deadline, Microseconds(deadline.Instant));
        AddTexts(document, content, card);
        foreach (var (facet, values) in CodesOf(card, content, tree))
        {
            foreach (var value in values) document.Facet(facet, Criteria.Normal(facet, value));
        }
        return document;
    }

    public static long Microseconds(Instant instant) => instant.ToUnixTimeTicks() / 10;

    public static string Word(Enum value) => value.ToString().ToLowerInvariant();

    static void AddTexts(IndexDocument document, Content content, Card card)
    {
        foreach (var (language, text) in content.Titles) document.Text("title", language, text);
        foreach (var (language, text) in content.Summaries) document.Text("summary", language, text);
        foreach (var (language, text) in content.Bodies) document.Text("body", language, text);
        document.Text("reference", "und", content.Reference);
        if (card.SourceId != content.Reference) document.Text("reference", "und", card.SourceId);
        document.Text("org-name", "und", content.Organisation.Name);
    }

    static IEnumerable<(string Facet, IEnumerable<string> Values)> CodesOf(Card card, Content content, CategoryTree tree) =>
    [
        ("kind", [Word(content.Kind)]),
        ("type", [content.Type]),
        ("grade", content.Grade is null ? [] : [content.Grade]),
        ("group", card.Groups),
        ("country", content.Countries),
        ("category", tree.WithAncestors(content.Categories)),
        ("org", [content.Organisation.Code]),
        ("language", LanguagesOf(content)),
        ("remote", content.Remote ? ["yes"] : []),
        ("encourages", content.Eligibility.Encourages),
        ("sdg", content.Sdgs.Select(goal => goal.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        (Nationality, content.Eligibility.Nationalities),
        (OnlyGroup, content.Eligibility.Groups),
    ];

    /// <summary>A translated headline alone does not make a notice readable in a language.</summary>
    static IEnumerable<string> LanguagesOf(Content content) =>
        content.Summaries.Keys.Concat(content.Bodies.Keys).Append(content.Language).Distinct();
}
