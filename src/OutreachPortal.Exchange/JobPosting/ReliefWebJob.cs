using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace OutreachPortal.Exchange;

/// <summary>A job of a feed that ReliefWeb takes in: <c>channel/item</c> with <c>field_…</c> elements.</summary>
public sealed record ReliefWebJob
{
    /// <summary>Elements of an item longer than this many characters in all make it a problem.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The <c>adid</c> of the link's query, else the link.</summary>
    public required string Id { get; init; }

    /// <summary>Where the job is.</summary>
    public string? Link { get; init; }

    /// <summary>Title; null where it is blank.</summary>
    public string? Title { get; init; }

    /// <summary>Last day, a date.</summary>
    public required DeadlineText Closes { get; init; }

    /// <summary>Countries of duty, ISO 3166-1 alpha-3 as written.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Towns of duty.</summary>
    public IReadOnlyList<string> Cities { get; init; } = [];

    /// <summary>Number of the organization in ReliefWeb.</summary>
    public string? Source { get; init; }

    /// <summary>The description, HTML; see <see cref="HtmlToMarkdown"/>.</summary>
    public string? BodyHtml { get; init; }

    /// <summary>How to apply, HTML or text.</summary>
    public string? HowToApply { get; init; }

    /// <summary>Numbers of ReliefWeb's terms by element: job type, career categories, experience, themes.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Terms { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>SHA-256 of the item's elements, in lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    static readonly string[] TermElements =
        ["field_job_type", "field_career_categories", "field_job_experience", "field_theme"];

    /// <summary>Reads a file that was found.</summary>
    public static IEnumerable<ImportRecord<ReliefWebJob>> Read(ImportFile file) => FileRecords.Read(file, Read);

    /// <summary>
    /// Reads a stream of UTF-8, left open. A DTD, broken XML and too deep XML end the file with a problem.
    /// </summary>
    /// <param name="stream">The feed.</param>
    public static IEnumerable<ImportRecord<ReliefWebJob>> Read(Stream stream)
    {
        using var reader = XmlText.Open(stream);
        var items = new XmlItems(reader, "item", MaxLength);
        while (items.Next() is { } item)
        {
            var value = item.Elements.Count > 0 ? Of(item.Elements) : null;
            var problem = item.Problem ?? (value is { Id: "" } ? NoLink : null);
            var kept = problem is null ? value : null;
            yield return new(item.Position, kept) { Problem = problem, EndsFile = item.EndsFile };
        }
    }

    const string NoLink = "The item has no link, so nothing to know it by.";

    static ReliefWebJob Of(IReadOnlyList<(string Name, string Text)> elements)
    {
        var all = elements.Where(e => e.Text.Length > 0).ToLookup(e => e.Name, e => e.Text, StringComparer.Ordinal);
        string? First(string name) => all[name].FirstOrDefault();
        var link = First("link");
        return new()
        {
            Id = AdId(link) ?? link ?? "",
            Link = link,
            Title = First("title"),
            Closes = DeadlineText.Read(First("field_job_closing_date")),
            Countries = [.. all["field_country"]],
            Cities = [.. all["field_city"]],
            Source = First("field_source"),
            BodyHtml = First("body"),
            HowToApply = First("field_how_to_apply"),
            Terms = TermElements.Where(all.Contains)
                .ToDictionary(n => n, n => (IReadOnlyList<string>)[.. all[n]], StringComparer.Ordinal),
            ContentHash = Hash(elements),
        };
    }

    static string? AdId(string? link) => link?.Split('?', 2) is [_, var query]
        ? query.Split('&', '#').Select(p => p.Split('=', 2)).FirstOrDefault(p => p is ["adid", { Length: > 0 }])?[1]
        : null;

    static string Hash(IEnumerable<(string Name, string Text)> elements) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Concat(elements.Select(e => $"{e.Name}\n{e.Text.Length}\n{e.Text}\n")))));
}
