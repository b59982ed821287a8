using System.Security.Cryptography;
using System.Text;

namespace OutreachPortal.Exchange;

/// <summary>A job ad kept as a Markdown file under YAML front matter.</summary>
public sealed record MarkdownJobAd
{
    /// <summary>A longer file (1 MB) is no ad.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>Title.</summary>
    public string? Title { get; init; }

    /// <summary>One paragraph about it.</summary>
    public string? Description { get; init; }

    /// <summary>True once nobody can apply any more.</summary>
    public bool Archived { get; init; }

    /// <summary>Equal for the same ad in other languages.</summary>
    public string? TranslationKey { get; init; }

    /// <summary>Id in the hiring system.</summary>
    public string? LeverId { get; init; }

    /// <summary>When it was written: <c>date</c>, where given.</summary>
    public required DeadlineText Date { get; init; }

    /// <summary>
    /// Last day: <c>closingDate</c>, <c>closing</c>, <c>deadline</c> or <c>validThrough</c>, where given.
    /// </summary>
    public required DeadlineText Closes { get; init; }

    /// <summary>Every plain field of the front matter.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>What stands below the front matter.</summary>
    public required string Body { get; init; }

    /// <summary>SHA-256 of the file's text with LF line ends, in lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    static readonly string[] Closing = ["closingDate", "closing_date", "closing", "deadline", "validThrough"];

    /// <summary>Reads a file that was found: one record.</summary>
    public static ImportRecord<MarkdownJobAd> Read(ImportFile file) =>
        FileRecords.Read(file, stream => (IEnumerable<ImportRecord<MarkdownJobAd>>)[Read(stream)]).First();

    /// <summary>Reads a stream of UTF-8, left open. Broken YAML (a colon in an unquoted title) is read line by line
    /// with a note; where
    /// that gives no title it is a problem that names the line.</summary>
    /// <param name="stream">One ad.</param>
    public static ImportRecord<MarkdownJobAd> Read(Stream stream)
    {
        try
        {
            var text = Whole(stream);
            return text is null
                ? Lost("line 1", $"The file is longer than {MaxLength:N0} bytes; that is no job ad.")
                : Parse(text);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return Lost("the beginning", e.Message);
        }
    }

    static ImportRecord<MarkdownJobAd> Lost(string position, string problem) =>
        new(position, null) { Problem = problem, EndsFile = true };

    static string? Whole(Stream stream)
    {
        var bytes = new byte[MaxLength + 8];
        var read = stream.ReadAtLeast(bytes, bytes.Length - 8, throwOnEndOfStream: false);
        return read > MaxLength ? null : Encoding.UTF8.GetString(bytes, 0, read).ReplaceLineEndings("\n");
    }

    static ImportRecord<MarkdownJobAd> Parse(string text)
    {
        var opened = text.StartsWith("---\n", StringComparison.Ordinal);
        var end = opened ? text.IndexOf("\n---", 3, StringComparison.Ordinal) : -1;
        if (end < 0) return Lost("line 1", "There is no front matter between two lines of ---.");
        var below = text.IndexOf('\n', end + 1);
        var (fields, broken) = FrontMatter.Read(text[4..Math.Max(4, end)]);
        return broken is { } b && !fields.ContainsKey("title")
            ? Lost($"line {b.Line}", $"The front matter is broken YAML: {b.Reason}")
            : new("line 1", Of(fields, below < 0 ? "" : text[(below + 1)..].Trim(), text))
            {
                Notes = broken is null ? [] : [$"Broken YAML at line {broken.Value.Line} was read line by line."],
            };
    }

    static MarkdownJobAd Of(Dictionary<string, string> fields, string body, string text)
    {
        string? Field(string name) => fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        return new()
        {
            Title = Field("title"),
            Description = Field("description"),
            Archived = Field("archived") is "true" or "True" or "TRUE" or "yes",
            TranslationKey = Field("translationKey"),
            LeverId = Field("leverId"),
            Date = DeadlineText.Read(Field("date")),
            Closes = DeadlineText.Read(Closing.Select(Field).FirstOrDefault(f => f is not null)),
            Fields = fields,
            Body = body,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        };
    }
}
