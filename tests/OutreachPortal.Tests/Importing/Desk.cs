using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Importing;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Importing;

/// <summary>
/// A house with countries, categories and sources, and a folder into which a test puts files to import.
/// </summary>
internal sealed class Desk : IAsyncDisposable
{
    Desk(HouseServices house) => House = house;

    public HouseServices House { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("import-").FullName;

    public static async Task<Desk> OpenAsync(string provider = Databases.Sqlite) =>
        new(await HouseServices.OpenAsync(provider, recipe: "minimal"));

    public string File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    public string File(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>
    /// Imports and checks what is true of every run: the counts add up, every rejected record has its issue.
    /// </summary>
    public async Task<Outcome> ImportAsync(
        string format, string path, bool publish = true, bool dry = false, bool ict = false, string? source = null,
        string? map = null, CancellationToken cancellation = default)
    {
        var order = new ImportOrder(format, path)
        {
            Publish = publish, DryRun = dry, OnlyIct = ict, SourceKey = source, MapFile = map,
        };
        await using var scope = House.Services.CreateAsyncScope();
        using var report = await scope.ServiceProvider.GetRequiredService<Importer>()
            .ImportAsync(order, null, cancellation);
        var outcome = Outcome.Of(report);
        Assert.Equal(report.Rejected, outcome.Issues.Count(issue => issue.Severity == "error"));
        return outcome;
    }

    public Task<List<Opportunity>> ItemsAsync() =>
        House.AskAsync(db => db.Opportunities.OrderBy(item => item.SourceId).ToListAsync());

    public async Task<Opportunity> ItemAsync(string sourceId) =>
        Assert.Single(await ItemsAsync(), item => item.SourceId == sourceId);

    public Task<Content> ContentAsync(string sourceId) => House.AskAsync(async db =>
    {
        var item = await db.Opportunities.SingleAsync(item => item.SourceId == sourceId);
        return (await db.Revisions.SingleAsync(revision =>
            revision.OpportunityId == item.Id && revision.Number == item.Revision)).Content;
    });

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>The numbers of a run in one line, its issues and its failure.</summary>
internal sealed record Outcome(
    string Counts, string? Failure, IReadOnlyList<ImportIssue> Issues, IReadOnlyList<string> Ignored)
{
    public static Outcome Of(ImportReport report) => new(
        string.Create(CultureInfo.InvariantCulture,
            $"{report.Read} = {report.Created} + {report.Updated} + {report.Unchanged} "
                + $"+ {report.Skipped} + {report.Rejected}"),
        report.Failure, [.. report.Issues()], report.IgnoredFiles);

    public string Errors =>
        string.Join('\n', Issues.Where(issue => issue.Severity == "error").Select(issue => issue.Sentence));

    public string Warnings =>
        string.Join('\n', Issues.Where(issue => issue.Severity == "warning").Select(issue => issue.Sentence));
}

/// <summary>Releases as a publisher would write them.</summary>
internal static class Releases
{
    public static string One(
        string ocid = "ocds-abc123-1", string id = "r1", string date = "2026-01-10T08:00:00Z",
        string title = "Network equipment", string? deadline = "2026-12-20T10:00:00Z", string? status = "active",
        string tag = "tender", string country = "Kenya", string more = "") =>
        $$$"""
        {"ocid":"{{{ocid}}}","id":"{{{id}}}","date":"{{{date}}}","tag":["{{{tag}}}"],
         "buyer":{"id":"1","name":"Ministry of Works"},
         "parties":[{"id":"1","name":"Ministry of Works","roles":["buyer"],"address":{"countryName":"{{{country}}}"}}],
         "tender":{"id":"T1","title":"{{{title}}}","status":"{{{status}}}"
         {{{(deadline is null ? "" : $$""","tenderPeriod":{"endDate":"{{deadline}}"}""")}}}{{{more}}}}}
        """.ReplaceLineEndings(" ");

    public static string Package(params IReadOnlyList<string> releases) =>
        $$"""{"uri":"u","publisher":{"name":"A publisher nobody knows"},"releases":[{{string.Join(',', releases)}}]}""";

    public static string Lines(params IReadOnlyList<string> releases) => string.Join('\n', releases);
}
