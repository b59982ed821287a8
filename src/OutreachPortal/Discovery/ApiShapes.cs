using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using OutreachPortal.Data;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>How the API writes JSON: names and instants as the contract has them, any script as itself.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new InstantJson() },
    };

    public static string Minute(LocalDateTime local) =>
        local.Second == 0 ? ToMinute.Format(local) : ToSecond.Format(local);

    static readonly LocalDateTimePattern ToMinute =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    static readonly LocalDateTimePattern ToSecond =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");
}

internal sealed record ApiList(
    long Total, int Page, int Size, IReadOnlyList<string> Notes,
    IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets, IReadOnlyList<ApiItem> Items)
{
    public static ApiList Of(Results results, Words words, Portal portal) => new(
        results.Total, results.Criteria.Page, results.Criteria.Size,
        [.. results.Notes.Select(note => note.In(words)), .. SaidOf(results.LeftOut, results.Names, words)],
        results.Facets,
        [.. results.Items.Select(item => ApiItem.Of(item.Card, item.Standing, words, portal) with
        {
            Highlights = [.. item.Highlights.Select(fragment => fragment.Text)],
        })]);

    static IEnumerable<string> SaidOf(LeftOut? leftOut, Names names, Words words) =>
        leftOut is null ? [] : [leftOut.In(words, names), .. leftOut.ReasonsIn(words, names)];
}

internal sealed record ApiDeadline(Instant Instant, string Local, string Zone)
{
    public static ApiDeadline? Of(Deadline? deadline) =>
        deadline is null ? null : new(deadline.Instant, ApiJson.Minute(deadline.Local), deadline.Zone);
}

internal sealed record ApiSource(string Key, string Id, string? Url);

internal record ApiItem(
    string Id, string Reference, Kind Kind, string Type, string? Grade, string Title, string Language, string? Summary,
    IReadOnlyList<string> Highlights, OrganisationName Organisation, IReadOnlyList<string> Countries,
    CountryBasis CountryBasis, IReadOnlyList<string> Groups, IReadOnlyList<string> Categories, Standing Status,
    Instant Published, ApiDeadline? Deadline, ApiSource Source, string Url)
{
    public static ApiItem Of(Card card, Standing standing, Words words, Portal portal)
    {
        var language = words.Language.Code;
        var title = card.Titles.In(language, card.Language);
        return new(
            card.Id, card.Reference, card.Kind, card.Type, card.Grade,
            title?.Text ?? card.Reference, title?.Language ?? card.Language,
            card.Summaries.In(language, card.Language)?.Text, [], card.Organisation, card.Countries, card.CountryBasis,
            card.Groups, card.Categories, standing, card.Published, ApiDeadline.Of(card.Deadline),
            new(card.SourceKey, card.SourceId, card.Link?.Url), portal.AddressOf($"/{language}{card.Path}"));
    }
}

/// <summary>An item and everything else that its page shows.</summary>
internal sealed record ApiFile : ApiItem
{
    ApiFile(ApiItem item) : base(item)
    {
    }

    public required Texts Titles { get; init; }

    /// <summary>Markdown, by language.</summary>
    public required Texts Body { get; init; }

    public required IReadOnlyList<Document> Documents { get; init; }

    public required Eligibility Eligibility { get; init; }

    public required IReadOnlyList<ApiVersion> History { get; init; }

    /// <summary>The page in each language; <c>history</c>, and for a tender <c>ocds</c>: its versions.</summary>
    public required IReadOnlyDictionary<string, string> Links { get; init; }

    public static ApiFile Of(OpportunityFile file, Words words, Portal portal) =>
        new(ApiItem.Of(file.Card, file.Standing, words, portal))
        {
            Titles = file.Content.Titles,
            Body = file.Content.Bodies,
            Documents = file.Content.Documents,
            Eligibility = file.Content.Eligibility,
            History = [.. file.Versions.Select(ApiVersion.Of)],
            Links = LinksOf(file.Card, words.Language, portal),
        };

    static Dictionary<string, string> LinksOf(Card card, Languages.Language language, Portal portal)
    {
        var links = Languages.Language.All.ToDictionary(
            known => known.Code, known => portal.AddressOf($"/{known.Code}{card.Path}"));
        links["history"] = portal.AddressOf($"/{language.Code}{card.Path}/history");
        if (card.Kind == Kind.Tender) links["ocds"] = $"{links["history"]}.{ListFormat.Releases.Extension}";
        return links;
    }
}

/// <summary>What became public at one journal entry, and what it changed.</summary>
internal sealed record ApiVersion(
    long Sequence, Change Change, int Revision, Instant At, string? Why, IReadOnlyList<Difference> Differences)
{
    public static ApiVersion Of(PublicVersion version) => new(
        version.Event.Sequence, version.Event.Change, version.Event.Revision, version.Event.At, version.Why,
        version.Differences);
}

internal sealed record ApiChange(long Sequence, Change Change, string Id, int Revision, Instant At);

internal sealed record ApiChanges(IReadOnlyList<ApiChange> Changes, long Next)
{
    public static async Task<ApiChanges> ReadAsync(PortalDb db, long since, int size, CancellationToken cancellation)
    {
        var changes = await db.Journal.AsNoTracking()
            .Where(entry => entry.Sequence > since).OrderBy(entry => entry.Sequence).Take(size)
            .Join(db.Opportunities, entry => entry.OpportunityId, opportunity => opportunity.Id, (entry, opportunity) =>
                new { entry.Sequence, entry.Change, opportunity.ShortId, entry.Revision, entry.At })
            .OrderBy(entry => entry.Sequence)
            .ToListAsync(cancellation);
        return new(
            [
                .. changes.Select(entry =>
                    new ApiChange(entry.Sequence, entry.Change, entry.ShortId, entry.Revision, entry.At)),
            ],
            changes.Count == 0 ? since : changes[^1].Sequence);
    }
}
