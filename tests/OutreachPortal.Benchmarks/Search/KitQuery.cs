using System.Globalization;
using System.Text;
using OutreachPortal.Search;

namespace OutreachPortal.Benchmarks.Search;

/// <summary>A line of the kit's queries.</summary>
sealed record KitQuery(
    string Id, string Class, string[] Must, string[] Should, string[] MustNot, string[] Phrase, string Prefix,
    IReadOnlyDictionary<string, string[]> Codes, long? From, long? Until, string Sort)
{
    static readonly (string Facet, int Column)[] CodeColumns =
        [("kind", 7), ("group", 8), ("country", 9), ("category", 10), ("lang", 13)];

    public bool HasText => Must.Length + Should.Length + Phrase.Length + Prefix.Length > 0;

    public static KitQuery Read(string line)
    {
        var columns = line.Split('\t');
        return new KitQuery(
            columns[0], columns[1], List(columns[2]), List(columns[3]), List(columns[4]), List(columns[5]), columns[6],
            CodeColumns.Where(code => columns[code.Column].Length > 0).ToDictionary(code => code.Facet, code => List(columns[code.Column])),
            Number(columns[11]), Number(columns[12]), columns[14]);
    }

    /// <summary>What a person would type.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        text.AppendJoin(' ', Must.Select(word => "+" + word));
        text.Append(Should.Length > 0 ? $" +({string.Join(" OR ", Should)})" : "");
        text.Append(Phrase.Length > 0 ? $" \"{string.Join(' ', Phrase)}\"" : "");
        text.Append(Prefix.Length > 0 ? $" {Prefix}*" : "");
        return text.AppendJoin("", MustNot.Select(word => " -" + word)).ToString();
    }

    /// <summary>
    /// The request of a results page: five facets, the exact total, the first twenty. The filters have names of their own,
    /// because the kit counts every facet within all filters.
    /// </summary>
    public SearchRequest Request(string text, bool page) => new()
    {
        Query = text.Length == 0 ? new MatchAll() : new TextQuery(QueryText.Parse(text, Options)),
        Filters = [.. Filters()],
        Facets = Counted,
        Sort = Sort switch
        {
            "newest" => new ByNumber("published", Descending: true),
            "deadline" => new ByNumber("deadline"),
            _ => new ByRelevance(),
        },
        HighlightFields = page ? ["title", "body"] : [],
    };

    static readonly QueryTextOptions Options = new();
    static readonly FacetRequest[] Counted = [.. KitCorpus.Facets.Select(facet => new CodeFacet(facet))];

    IEnumerable<SearchFilter> Filters()
    {
        foreach (var (facet, values) in Codes)
        {
            yield return new SearchFilter("in " + facet, new AnyOf(facet, values));
        }

        if (From is not null)
        {
            yield return new SearchFilter("in deadline", new Between("deadline", From, Until + 1));
        }
    }

    static string[] List(string column) => column.Length == 0 ? [] : column.Split(',');

    static long? Number(string column) => column.Length == 0 ? null : long.Parse(column, CultureInfo.InvariantCulture);
}
