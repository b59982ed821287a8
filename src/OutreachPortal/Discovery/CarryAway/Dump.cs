using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Exchange;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Discovery;

/// <summary>
/// Everything public in one file, from the database: also where nobody serves and there is no index. Drafts and what
/// was withdrawn are left out.
/// </summary>
internal sealed class Dump(
    PortalDb db, CurrentAtlas atlas, CurrentCategories categories, StandingRules rules, Portal portal,
    TimeProvider clock)
{
    public static readonly IReadOnlyList<string> Formats = ["ocds", "csv", "json"];

    int _items;

    /// <returns>How many opportunities were written; with OCDS a tender is one, however many releases it has.</returns>
    public async Task<int> WriteAsync(string format, Stream stream, CancellationToken cancellation)
    {
        _items = 0;
        var files = FilesAsync(await atlas.GetAsync(cancellation), cancellation);
        var names = new Names(
            Language.English, await atlas.GetAsync(cancellation), await categories.GetAsync(cancellation));
        await (format switch
        {
            "ocds" => WriteReleasesAsync(stream, files, names, cancellation),
            "csv" => WriteTableAsync(stream, files, names, cancellation),
            _ => WriteJsonAsync(stream, files, cancellation),
        });
        return _items;
    }

    /// <summary>In the order in which they came.</summary>
    async IAsyncEnumerable<OpportunityFile> FilesAsync(
        Atlas countries, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var ids = await db.Opportunities.AsNoTracking()
            .Where(opportunity => opportunity.State != State.Draft && opportunity.State != State.Withdrawn)
            .OrderBy(opportunity => opportunity.Id).Select(opportunity => opportunity.ShortId)
            .ToListAsync(cancellation);
        foreach (var id in ids)
        {
            if (await OpportunityFile.FindAsync(id, db, countries, rules, now, cancellation) is { } file)
                yield return file;
        }
    }

    /// <summary>Every public version of every tender.</summary>
    async Task WriteReleasesAsync(
        Stream stream, IAsyncEnumerable<OpportunityFile> files, Names names, CancellationToken cancellation)
    {
        var head = new PublishedPackage
        {
            Uri = portal.AddressOf("/en/opportunities.ocds.json?status=all"),
            PublishedDate = Instant.FromDateTimeOffset(clock.GetUtcNow()),
            Publisher = portal.Name,
            PublisherUri = portal.AddressOf("/"),
            Extensions = Releases.ExtensionsUsed,
        };
        var releases = new Releases(names);
        await OcdsReleaseWriter.WriteAsync(stream, head, files.SelectMany(ReleasesOf), cancellation);

        IEnumerable<PublishedRelease> ReleasesOf(OpportunityFile file)
        {
            if (file.Card.Kind != Kind.Tender) return [];
            _items++;
            return file.Versions.Select(version => releases.Of(version.CardOf(file.Card)));
        }
    }

    async Task WriteTableAsync(
        Stream stream, IAsyncEnumerable<OpportunityFile> files, Names names, CancellationToken cancellation)
    {
        var nothing = new Results
        {
            Criteria = Criteria.Everything, Now = Instant.FromDateTimeOffset(clock.GetUtcNow()), Total = 0, Items = [],
            Facets = new Dictionary<string, IReadOnlyList<FacetValue>>(), Names = names,
        };
        var visit = new Visit(Phrases.For(Language.English), "/opportunities", "");
        var list = new CarriedList(ListFormat.Table, visit, portal, nothing, Criteria.Everything);
        await ListTable.WriteAsync(stream, list, files.Select(ItemOf), cancellation);

        ResultItem ItemOf(OpportunityFile file)
        {
            _items++;
            return new(file.Card, file.Standing, []);
        }
    }

    /// <summary>As the API answers for one, all of them.</summary>
    async Task WriteJsonAsync(
        Stream stream, IAsyncEnumerable<OpportunityFile> files, CancellationToken cancellation)
    {
        var words = Phrases.For(Language.English);
        await using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = ApiJson.Options.Encoder });
        json.WriteStartObject();
        json.WriteStartArray("items");
        await foreach (var file in files)
        {
            JsonSerializer.Serialize(json, ApiFile.Of(file, words, portal), ApiJson.Options);
            _items++;
            await json.FlushAsync(cancellation);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
