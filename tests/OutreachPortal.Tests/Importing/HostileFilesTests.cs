using System.IO.Compression;
using System.Text;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Importing;

/// <summary>Files that nobody would send on purpose, and some that somebody would.</summary>
public sealed class HostileFilesTests
{
    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    static string Deep(int levels) =>
        $"{{\"a\":{string.Concat(Enumerable.Repeat("[", levels))}{string.Concat(Enumerable.Repeat("]", levels))}}}";

    static byte[] Zipped(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    public static TheoryData<string, string, byte[]> Unreadable => new()
    {
        { "ocds", "broken.json", Utf8("""{"releases":[{"ocid":"x" """) },
        { "ocds", "cut.json.gz", Zipped(Utf8(Releases.Package(Releases.One())))[..60] },
        { "ocds", "latin.json", [.. Utf8("{\"a\":\""), 0xE9, .. Utf8("\"}")] },
        { "ocds", "empty.json", [] },
        { "ocds", "nul.json", Utf8("{\"a\":\"\0\"}") },
        { "ocds", "deep.json", Utf8(Deep(10_000)) },
        { "reliefweb", "dtd.xml", Utf8("<!DOCTYPE x [<!ENTITY a \"b\">]><channel/>") },
        { "csv", "quote.csv", Utf8("URL,\"Tender\nx,y\n") },
        { "markdown-jobs", "en/bare.md", Utf8("No front matter.") },
    };

    [Theory, MemberData(nameof(Unreadable))]
    public async Task A_single_file_that_cannot_be_read_fails_and_changes_nothing(
        string format, string name, byte[] bytes)
    {
        await using var desk = await Desk.OpenAsync();
        var file = desk.File(name, bytes);

        var run = await desk.ImportAsync(format, file, source: format == "csv" ? "etimad" : null);

        Assert.Contains(Path.GetFileName(name), run.Failure, StringComparison.Ordinal);
        Assert.Empty(await desk.ItemsAsync());
    }

    [Fact]
    public async Task In_a_folder_an_unreadable_file_is_one_rejected_record()
    {
        await using var desk = await Desk.OpenAsync();
        desk.File("broken.json", """{"releases":[""" );
        desk.File("good.json", Encoding.Unicode.GetPreamble()
            .Concat(Encoding.Unicode.GetBytes(Releases.Package(Releases.One()))).ToArray());
        desk.File("note.txt", "…");

        var run = await desk.ImportAsync("ocds", desk.Folder);

        Assert.Equal(("2 = 1 + 0 + 0 + 0 + 1", null), (run.Counts, run.Failure));
        Assert.Equal(["note.txt"], run.Ignored);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Nul_and_half_characters_never_reach_the_database(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var release = Releases.One(
            "ocds-abc123-\\u00001", "r\\u0000", title: "A\\u0000 \\ud83d title\\u0007", country: "Ke\\u0000nya",
            more: ""","description":"x\u0000y","procurementMethodDetails":"\u0000" """);

        var run = await desk.ImportAsync("ocds", desk.File("a.json", Releases.Package(release)));

        Assert.Equal("1 = 1 + 0 + 0 + 0 + 0", run.Counts);
        Assert.Equal("A \uFFFD title", (await desk.ContentAsync("ocds-abc123-1")).Titles["en"]);
        Assert.Equal(
            "1 = 0 + 0 + 1 + 0 + 0",
            (await desk.ImportAsync("ocds", Path.Combine(desk.Folder, "a.json"))).Counts);
    }

    [Fact]
    public async Task What_is_too_long_is_cut_with_a_warning_and_an_id_that_is_too_long_is_refused()
    {
        await using var desk = await Desk.OpenAsync();
        var longer = Releases.One(
            title: new string('t', 2_000), more: $$$""","description":"{{{new string('b', 300_000)}}}" """);

        var run = await desk.ImportAsync("ocds", desk.File("a.json", Releases.Package(
            longer, Releases.One(new string('o', 400)))));

        Assert.Equal("2 = 1 + 0 + 0 + 0 + 1", run.Counts);
        var content = await desk.ContentAsync("ocds-abc123-1");
        Assert.Equal((1_000, 200_000), (content.Titles["en"].Length, content.Bodies["en"].Length));
        Assert.Contains("longer than 1,000 characters", run.Warnings, StringComparison.Ordinal);
        Assert.Contains("longer than 200,000 characters", run.Warnings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_stands_twice_is_noted_and_the_last_one_counts()
    {
        await using var desk = await Desk.OpenAsync();

        var run = await desk.ImportAsync("ocds", desk.File("a.json", Releases.Package(
            Releases.One(more: ""","title":"The last" """))));

        Assert.Contains("stands twice", run.Warnings, StringComparison.Ordinal);
        Assert.Equal("The last", (await desk.ContentAsync("ocds-abc123-1")).Titles["en"]);
    }

    [Fact]
    public async Task A_release_of_a_hundred_thousand_items_is_one_opportunity()
    {
        await using var desk = await Desk.OpenAsync();
        var items = string.Join(
            ',', Enumerable.Range(0, 100_000).Select(n => $$"""{"id":"{{n}}","description":"item"}"""));

        var run = await desk.ImportAsync("ocds", desk.File("a.json", Releases.Package(
            Releases.One(more: $""","items":[{items}]"""))));

        Assert.Equal("1 = 1 + 0 + 0 + 0 + 0", run.Counts);
    }

    [Fact]
    public async Task A_large_file_is_read_in_little_memory()
    {
        await using var desk = await Desk.OpenAsync();
        var path = Path.Combine(desk.Folder, "large.jsonl");
        var filler = new string('x', 59_000);
        await using (var writer = new StreamWriter(path))
        {
            for (var n = 0; n < 1_000; n++)
                await writer.WriteLineAsync(
                    Releases.One($"ocds-abc123-{n}", more: $$$""","submissionMethodDetails":"{{{filler}}}" """));
        }
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = new PeakMemory();

        await peak.ImportAsync(desk, path);

        Assert.True(peak.Bytes - before < 120_000_000, $"{(peak.Bytes - before) >> 20} MB more than before.");
    }
}
