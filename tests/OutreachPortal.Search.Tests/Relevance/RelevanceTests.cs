using OutreachPortal.Benchmarks.Relevance;

namespace OutreachPortal.Search.Tests;

/// <summary>The evaluator of the benchmarks, and what it says of the judged documents in this folder.</summary>
public sealed class RelevanceTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Relevance", "Judged");

    [Fact]
    public void Figures_are_those_of_trec_eval()
    {
        Dictionary<string, int> grades = new() { ["a"] = 2, ["b"] = 1, ["c"] = 1, ["d"] = 0 };

        var figures = Figures.Of(["d", "a", "x", "b"], grades);

        Assert.Equal((1 / 2.0 + 2 / 4.0) / 3, figures.AveragePrecision, 9);
        Assert.Equal((2 / Math.Log2(3) + 1 / Math.Log2(5)) / (2 + 1 / Math.Log2(3) + 1 / Math.Log2(4)), figures.Gain, 9);
        Assert.Equal(0.5, figures.FirstAnswer, 9);
        Assert.Equal(2 / 3.0, figures.Found, 9);
    }

    [Fact]
    public void A_perfect_ranking_has_only_ones_and_an_empty_one_only_zeros()
    {
        Dictionary<string, int> grades = new() { ["a"] = 1, ["b"] = 3 };

        Assert.Equal(new Figures(1, 1, 1, 1), Figures.Of(["b", "a", "c"], grades));
        Assert.Equal(new Figures(0, 0, 0, 0), Figures.Of([], grades));
        Assert.Equal(new Figures(0.5, 0.5, 0.5, 0.5), Figures.Mean([Figures.Of(["b", "a"], grades), Figures.Of([], grades)]));
    }

    [Fact]
    public void Only_the_first_ten_count_for_the_gain()
    {
        var figures = Figures.Of([.. Enumerable.Range(0, 11).Select(i => $"{i}")], new Dictionary<string, int> { ["10"] = 1 });

        Assert.Equal(0, figures.Gain);
        Assert.Equal(1 / 11.0, figures.AveragePrecision, 9);
    }

    [Fact]
    public void Collections_are_read_from_lines_of_columns_and_of_JSON_alike()
    {
        using var files = new Files();
        var tabs = JudgedCollection.Read(
            files.Write("docs.tsv", "1\tRoad\tWorks\n2\tRoute\tTravaux\tfr\n"),
            files.Write("queries.tsv", "q\troad\nnobody\tjudged\n"),
            files.Write("qrels.txt", "q 0 1 2\nq 0 2 0\n"), "en");
        var json = JudgedCollection.Read(
            files.Write("docs.jsonl", """
                {"_id": "1", "title": "Road", "text": "Works"}
                {"id": 2, "title": "Route", "body": "Travaux", "language": "fr"}
                """),
            files.Write("queries.jsonl", """{"_id": "q", "query": "road"}"""),
            files.Write("qrels.tsv", "query-id\tcorpus-id\tscore\nq\t1\t2\nq\t2\t0\n"), "en");

        Assert.Equal(["en", "fr"], tabs.Documents.Select(document => document.Language));
        Assert.Equal(tabs.Documents, json.Documents);
        Assert.Equal(("q", "road", 2), Only(tabs));
        Assert.Equal(("q", "road", 2), Only(json));
    }

    // What was reached when it was written down, less what a harmless change may cost.
    [Theory]
    [InlineData("en", 0.82, 0.96)]
    [InlineData("fr", 0.60, 0.93)]
    [InlineData("es", 0.68, 0.95)]
    [InlineData("ru", 0.43, 0.93)]
    [InlineData("ar", 0.76, 0.97)]
    [InlineData("zh", 0.85, 0.96)]
    public void Judged_documents_are_found_as_well_as_before(string language, double everyWord, double anyWord)
    {
        var collection = JudgedCollection.Read(
            Path.Combine(Folder, $"{language}.docs.tsv"), Path.Combine(Folder, $"{language}.queries.tsv"),
            Path.Combine(Folder, "qrels.txt"), language);
        using var index = new JudgedIndex(collection.Documents);

        Assert.InRange(Figures.Mean(index.Judge(collection.Queries, all: true)).AveragePrecision, everyWord, 1);
        Assert.InRange(Figures.Mean(index.Judge(collection.Queries, all: false)).AveragePrecision, anyWord, 1);
    }

    static (string Id, string Text, int Grade) Only(JudgedCollection collection)
    {
        var query = Assert.Single(collection.Queries);
        return (query.Id, query.Text, query.Grades["1"]);
    }

    sealed class Files : IDisposable
    {
        readonly string _folder = Directory.CreateTempSubdirectory("judged-").FullName;

        public string Write(string name, string text)
        {
            var path = Path.Combine(_folder, name);
            File.WriteAllText(path, text);
            return path;
        }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
