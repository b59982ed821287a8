using System.Text.Json;
using System.Text.RegularExpressions;

namespace OutreachPortal.Search.Tests;

/// <summary>
/// The same documents and queries as Lucene 8 on Java was given by Goldens.java; what it found is in goldens.tsv. Where we
/// find something else, Differences.md lists both answers and says why; a difference that it does not list fails.
/// </summary>
public sealed partial class LuceneTests(LuceneTests.Library library) : IClassFixture<LuceneTests.Library>
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Lucene");
    static readonly Dictionary<string, JsonElement> Queries = JsonDocument.Parse(Read("queries.json")).RootElement
        .EnumerateArray().ToDictionary(query => query.GetProperty("name").GetString()!);

    static readonly Dictionary<string, string> Goldens = Read("goldens.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('\t')).ToDictionary(line => line[0], line => line[1]);

    static readonly Dictionary<string, (string Lucene, string Ours)> Differences = Row().Matches(Read("Differences.md"))
        .ToDictionary(row => row.Groups["name"].Value, row => (Cell(row, "lucene"), Cell(row, "ours")));

    public static TheoryData<string> Names => [.. Queries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_query_finds_what_Lucene_finds_unless_the_difference_is_listed(string name)
    {
        var found = library.Find(Queries[name]);

        var (lucene, expected) = Differences.GetValueOrDefault(name, (Goldens[name], Goldens[name]));
        Assert.Equal(Goldens[name], lucene);
        Assert.Equal($"{name}: {expected}", $"{name}: {found}");
    }

    [Fact]
    public void Every_listed_difference_is_one_of_a_query_that_is_asked()
    {
        Assert.Empty(Differences.Keys.Except(Queries.Keys));
        Assert.All(Differences, difference => Assert.NotEqual(difference.Value.Lucene, difference.Value.Ours));
        Assert.Equal(Queries.Keys, Goldens.Keys);
    }

    static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    static string Cell(Match row, string name) => row.Groups[name].Value.Trim() is var cell && cell == "–" ? "" : cell;

    // | `name` | what Lucene finds | what we find |
    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \|(?<lucene>[^|]*)\|(?<ours>[^|]*)\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    /// <summary>The documents, and what we find among them.</summary>
    public sealed class Library : IDisposable
    {
        static readonly QueryTextOptions Options = new()
        {
            Fields = new[] { "title", "summary", "mark", "topic", "land", "year" }.ToDictionary(name => name),
        };

        readonly Shelf _shelf = new();

        public Library() => _shelf.Put([.. JsonDocument.Parse(Read("documents.json")).RootElement.EnumerateArray().Select(Scenario.Document)]);

        public string Find(JsonElement asked)
        {
            var hits = _shelf.Index.Search(Request(asked)).Hits.Select(hit => hit.Id);
            hits = asked.TryGetProperty("first", out _) ? hits.Take(1)
                : asked.TryGetProperty("order", out _) ? hits
                : hits.Order(StringComparer.Ordinal);
            return string.Join(' ', hits);
        }

        public void Dispose() => _shelf.Dispose();

        static SearchRequest Request(JsonElement asked)
        {
            if (asked.TryGetProperty("text", out var text))
            {
                return new SearchRequest { Query = new TextQuery(QueryText.Parse(text.GetString()!, Options)), Size = 1000 };
            }

            var query = asked.GetProperty("query");
            var reading = QueryDsl.Read(query, Shelf.Schema);
            Assert.True(reading.Request is not null, string.Join(' ', reading.Issues));
            return query.TryGetProperty("size", out _) ? reading.Request : reading.Request with { Size = 1000 };
        }
    }
}
