using System.Diagnostics;
using System.Globalization;
using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

/// <summary>Run by name, not in every build: it writes 100,000 documents and prints what they cost.</summary>
public sealed class SizeTests(ITestOutputHelper output)
{
    const int Documents = 100_000;
    static readonly string[] Fields = ["f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8"];

    [Fact(Explicit = true)]
    public void A_hundred_thousand_documents_answer_within_tens_of_milliseconds()
    {
        using var folder = new Shelf();
        folder.Index.Dispose();
        var schema = Fields.Aggregate(new IndexSchema(2).Text("title", 3).Text("summary").Number("year"), (s, f) => s.Facet(f));
        using (var index = ((Opened)SearchIndex.Create(folder.Folder, schema)).Index)
        {
            Measure("write", () => index.Upsert(Enumerable.Range(0, Documents).Select(Book)));
            Measure("commit", () => index.Commit(new Dictionary<string, string>()));
        }

        SearchIndex? opened = null;
        Measure("open", () => opened = ((Opened)SearchIndex.Open(folder.Folder, schema)).Index);
        foreach (var text in new[] { "", "", "w1", "w1 w2", "w3 OR w7", "\"w1 w2\"", "w12*", "w1234~", "*99", "w900 -w1" })
        {
            Measure($"[{text}]", () => Ask(opened!, text));
            Measure($"[{text}] again", () => Ask(opened!, text));
        }

        opened!.Dispose();
    }

    static void Ask(SearchIndex index, string text) => index.Search(new SearchRequest
    {
        Query = Text(text),
        Filters = [new("f1", new AnyOf("f1", ["c1", "c2", "c3"])), new("f2", new AnyOf("f2", ["c1", "c2"]))],
        Facets = [.. Fields.Select(field => new CodeFacet(field))],
        HighlightFields = ["title", "summary"],
    });

    static IndexDocument Book(int number)
    {
        var random = new Random(number);
        string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => $"w{(int)(20_000 * Math.Pow(random.NextDouble(), 4))}"));
        var book = new IndexDocument(number.ToString(CultureInfo.InvariantCulture))
            .Text("title", "en", Words(8)).Text("summary", "en", Words(60)).Number("year", random.Next());
        foreach (var field in Fields)
        {
            book.Facet(field, $"c{random.Next(30)}").Facet(field, $"c{random.Next(30)}");
        }

        return book;
    }

    void Measure(string what, Action act)
    {
        var watch = Stopwatch.StartNew();
        act();
        output.WriteLine($"{what}: {watch.Elapsed.TotalMilliseconds:0.0} ms");
    }
}
