using OutreachPortal.Search;

namespace OutreachPortal.Benchmarks.Fuzz;

/// <summary>The documents that random texts are searched for in.</summary>
static class FuzzShelf
{
    public static readonly IndexSchema Schema = new IndexSchema(1)
        .Text("title", 3).Text("summary").Keyword("mark").Facet("topic").Number("year").Stored("note");

    public static readonly QueryTextOptions Options = new()
    {
        Fields = new Dictionary<string, string>
        {
            ["title"] = "title", ["summary"] = "summary", ["mark"] = "mark", ["topic"] = "topic", ["year"] = "year",
        },
    };

    static readonly string[][] Languages = [["en", "fr", "es", "und"], ["ru"], ["ar"]];

    static readonly string[] Sprinkled =
        ["road", "bridge", "the", "RFQ/2026/0147", "C++", ".NET", "5G", "réseau", "采购网络", "الإنترنت", "учёт"];

    public static SearchIndex Fill(string folder, int documents)
    {
        var index = ((Opened)SearchIndex.Create(folder, Schema)).Index;
        var random = new Random(1);
        index.Upsert(Enumerable.Range(1, documents).Select(i => Document(random, i)));
        index.Refresh();
        return index;
    }

    /// <summary>A title of six words and a summary of forty to eighty.</summary>
    public static IndexDocument Document(Random random, int id)
    {
        var alphabet = random.Next(Languages.Length);
        var language = Languages[alphabet][random.Next(Languages[alphabet].Length)];
        return new IndexDocument($"{id}").Text("title", language, Text(random, alphabet, 6))
            .Text("summary", language, Text(random, alphabet, random.Next(40, 80)))
            .Facet("topic", $"t{random.Next(20)}").Number("year", random.Next(1990, 2030)).Keyword("mark", $"RFQ/{id}");
    }

    static string Text(Random random, int alphabet, int length) =>
        string.Join(' ', Enumerable.Range(0, length).Select(_ => random.Next(15) == 0
            ? Sprinkled[random.Next(Sprinkled.Length)] : FuzzWords.Of(random, alphabet)));
}
