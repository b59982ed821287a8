using System.Text;
using Ganss.Xss;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;

namespace OutreachPortal.Opportunities;

/// <summary>
/// The Markdown of a notice as HTML that is safe to show. Markdig with HTML disabled still writes <c>javascript:</c>
/// addresses and images of data; so its output passes a sanitizer that knows few elements, two attributes,
/// four schemes.
/// </summary>
/// <param name="Html">Null where the text cannot be read as Markdown: it is then shown as it was written.</param>
/// <param name="IsWhole">False where <paramref name="Html"/> is only the beginning.</param>
/// <param name="Source">The Markdown that was read.</param>
internal sealed record Markup(string? Html, bool IsWhole, string Source)
{
    /// <summary>Nobody reads more on one page; what is longer is read at the source.</summary>
    public const int LongestSource = 64 * 1024;

    const int HeadingsOfThePage = 2; // the page has the first level, its sections the second
    const int MostCuts = 6;

    /// <summary>Markdig matches opening with closing marks: 32,000 took three seconds, 4,000 take a moment.</summary>
    const int MostMarks = 4_000;

    static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    public static Markup Of(string markdown, int mostBytes = int.MaxValue)
    {
        // HTML is hardly ever shorter than its Markdown: what is longer than the page may be is not even read.
        var bounded = CutAt(markdown, Math.Min(LongestSource, mostBytes));
        var isWhole = bounded.Length == markdown.Length;
        var html = Render(bounded);
        for (var cut = 0; cut < MostCuts && html is not null && SizeOf(html) > mostBytes; cut++, isWhole = false)
        {
            bounded = CutAt(bounded, (int)(bounded.Length * 0.9 * mostBytes / SizeOf(html)));
            html = Render(bounded);
        }
        return html is null ? AsWritten(bounded, isWhole, mostBytes) : new Markup(html, isWhole, bounded);
    }

    static Markup AsWritten(string text, bool isWhole, int most)
    {
        var shown = CutAt(text, most);
        return new Markup(null, isWhole && shown.Length == text.Length, shown);
    }

    static int SizeOf(string html) => Encoding.UTF8.GetByteCount(html);

    /// <summary>At the end of a paragraph, else of a line, else of a word.</summary>
    static string CutAt(string text, int most)
    {
        if (text.Length <= most) return text;
        foreach (var end in (string[])["\n\n", "\n", " "])
        {
            var at = text.LastIndexOf(end, most, StringComparison.Ordinal);
            if (at > most / 2) return text[..at];
        }
        return text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }

    /// <summary>A run of the same mark counts once (a line to fill in is many underscores), a bracket always.</summary>
    static bool HasTooManyMarks(string text)
    {
        var marks = 0;
        for (var at = 0; at < text.Length && marks <= MostMarks; at++)
        {
            var begins = at == 0 || text[at - 1] != text[at];
            if (text[at] is '[' or '|' || (begins && text[at] is '*' or '_' or '`' or '~')) marks++;
        }
        return marks > MostMarks;
    }

    static string? Render(string markdown)
    {
        if (HasTooManyMarks(markdown)) return null;
        try
        {
            var document = Markdown.Parse(markdown, Pipeline);
            Renumber(document);
            using var html = new StringWriter();
            var renderer = new HtmlRenderer(html);
            Pipeline.Setup(renderer);
            renderer.Render(document);
            return Sanitizer().Sanitize(html.ToString());
        }
        catch (ArgumentException)
        {
            return null; // Markdig's word for "nested too deeply"
        }
    }

    /// <summary>
    /// Outermost headings follow the page's own, and no level is left out, however the notice counts.
    /// </summary>
    static void Renumber(MarkdownDocument document)
    {
        Stack<int> outer = [];
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            while (outer.TryPeek(out var level) && level >= heading.Level) outer.Pop();
            outer.Push(heading.Level);
            heading.Level = Math.Min(6, HeadingsOfThePage + outer.Count);
        }
    }

    static HtmlSanitizer Sanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Elements, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(["href", "start"], StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(Schemes, StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href"], StringComparer.OrdinalIgnoreCase),
        });
        // An address without a scheme would point into this portal; the notice was written for another place.
        sanitizer.FilterUrl += (_, address) =>
            address.SanitizedUrl = HasScheme(address.OriginalUrl.Trim()) ? address.SanitizedUrl : null;
        return sanitizer;
    }

    static bool HasScheme(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme);

    static readonly string[] Schemes = ["https", "http", "mailto", "tel"];

    static readonly string[] Elements =
    [
        "p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "br", "hr", "a",
        "table", "thead", "tbody", "tr", "th", "td",
    ];
}
