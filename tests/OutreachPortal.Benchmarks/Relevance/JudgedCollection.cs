using System.Globalization;
using System.Text.Json;

namespace OutreachPortal.Benchmarks.Relevance;

/// <summary>A document of a judged collection.</summary>
sealed record JudgedDocument(string Id, string Title, string Text, string Language);

/// <summary>A query of a judged collection, and how well each judged document answers it; 0 is not at all.</summary>
sealed record JudgedQuery(string Id, string Text, IReadOnlyDictionary<string, int> Grades);

/// <summary>
/// Documents, queries, and what people say of them, read from three files.
/// <list type="bullet">
/// <item>Documents: <c>.tsv</c> with id, title, text and perhaps a language; or <c>.jsonl</c> with <c>id</c> (or <c>_id</c>),
/// <c>title</c>, <c>text</c> (or <c>body</c>) and perhaps <c>language</c>.</item>
/// <item>Queries: <c>.tsv</c> with id and text; or <c>.jsonl</c> with <c>id</c> (or <c>_id</c>) and <c>text</c> (or
/// <c>query</c>).</item>
/// <item>Judgements: TREC's qrels, <c>query 0 document grade</c>; or three columns without the 0, under a header or none.</item>
/// </list>
/// </summary>
/// <param name="Documents">In the order of the file.</param>
/// <param name="Queries">Those of which at least one document was judged to be an answer.</param>
sealed record JudgedCollection(IReadOnlyList<JudgedDocument> Documents, IReadOnlyList<JudgedQuery> Queries)
{
    /// <param name="documents">The file of documents.</param>
    /// <param name="queries">The file of queries.</param>
    /// <param name="judgements">The file of judgements.</param>
    /// <param name="language">The language of documents that name none.</param>
    public static JudgedCollection Read(string documents, string queries, string judgements, string language)
    {
        var grades = File.ReadLines(judgements).Select(Judgement).Where(one => one.Grade is not null)
            .ToLookup(one => one.Query);
        return new JudgedCollection(
            [.. Rows(documents, ["id,_id", "title", "text,body", "language"])
                .Select(row => new JudgedDocument(row[0], row[1], row[2], row[3].Length > 0 ? row[3] : language))],
            [.. Rows(queries, ["id,_id", "text,query"])
                .Select(row => new JudgedQuery(row[0], row[1], Grades(grades[row[0]])))
                .Where(query => query.Grades.Values.Any(grade => grade > 0))]);
    }

    static Dictionary<string, int> Grades(IEnumerable<(string Query, string Document, int? Grade)> judged)
    {
        Dictionary<string, int> grades = [];
        foreach (var (_, document, grade) in judged)
        {
            grades[document] = grade!.Value;
        }

        return grades;
    }

    // No grade in a header or an empty line.
    static (string Query, string Document, int? Grade) Judgement(string line)
    {
        var columns = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return columns.Length < 3 ? ("", "", null)
            : (columns[0], columns[^2], int.TryParse(columns[^1], CultureInfo.InvariantCulture, out var grade) ? grade : null);
    }

    static IEnumerable<string[]> Rows(string file, string[] names) =>
        File.ReadLines(file).Where(line => !string.IsNullOrWhiteSpace(line))
            .Select(line => Path.GetExtension(file) is ".jsonl" or ".json" ? OfJson(line, names) : OfColumns(line, names));

    static string[] OfColumns(string line, string[] names)
    {
        var columns = line.Split('\t');
        return [.. names.Select((_, place) => place < columns.Length ? columns[place] : "")];
    }

    static string[] OfJson(string line, string[] names)
    {
        using var json = JsonDocument.Parse(line);
        return [.. names.Select(name => name.Split(',').Select(one => Scalar(json.RootElement, one)).FirstOrDefault(value => value.Length > 0, ""))];
    }

    static string Scalar(JsonElement json, string name) => !json.TryGetProperty(name, out var value) ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Null ? "" : value.GetRawText();
}
