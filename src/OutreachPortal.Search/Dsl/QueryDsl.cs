using System.Text.Json;

namespace OutreachPortal.Search;

/// <summary>
/// Reads queries that programs write as JSON, in the forms of Orchard's Lucene queries. Comments and trailing commas
/// are allowed. Nothing throws: what is not understood is said, and then there is no request.
/// </summary>
public static class QueryDsl
{
    /// <summary>UTF-16 units of a query that are read.</summary>
    public const int MaxLength = 200_000;

    /// <summary>Queries inside queries.</summary>
    public const int MaxDepth = 20;

    /// <summary>Queries in the whole.</summary>
    public const int MaxClauses = 512;

    /// <summary>Values of a <c>terms</c> query.</summary>
    public const int MaxValues = 10_000;

    /// <summary>The sum of <c>from</c> and <c>size</c>.</summary>
    public const int MaxWindow = 10_000;

    // Each query inside a query takes up to three levels of JSON.
    static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = (3 * MaxDepth) + 8,
    };

    /// <summary>Reads a text.</summary>
    /// <param name="json">An object with <c>query</c>, <c>from</c>, <c>size</c>, <c>sort</c>, each optional.</param>
    /// <param name="schema">The fields that the query may name.</param>
    public static DslReading Read(string json, IndexSchema schema)
    {
        if (json.Length > MaxLength)
        {
            return Refused($"The query is longer than {MaxLength} characters.");
        }

        try
        {
            using var document = JsonDocument.Parse(TextCut.Clean(json), Options);
            return Read(document.RootElement, schema);
        }
        catch (JsonException error)
        {
            return Refused($"This is not JSON: {error.Message}");
        }
    }

    /// <summary>Reads a value that was parsed.</summary>
    /// <param name="json">As in <see cref="Read(string, IndexSchema)"/>.</param>
    /// <param name="schema">The fields that the query may name.</param>
    public static DslReading Read(JsonElement json, IndexSchema schema)
    {
        var issues = new DslIssues();
        try
        {
            var request = new DslRequestReader(schema, issues).Read(json);
            return new DslReading(issues.Refused ? null : request, issues.All);
        }
        catch (InvalidOperationException)
        {
            // The one thing that a parsed value still throws for: \ud800 written alone.
            return Refused("A name or a text holds half a character.");
        }
    }

    static DslReading Refused(string sentence) => new(null, [new DslIssue("", sentence)]);
}
