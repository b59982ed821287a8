using System.Collections.Frozen;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace OutreachPortal.Exchange;

/// <summary>
/// Reduces HTML from outside to Markdown: headings, paragraphs, lists, quotes, links, bold and italic; tables become
/// lines
/// of text, pictures their alternative text, everything else its text. Scripts, styles, forms' fields and comments go.
/// </summary>
public static class HtmlToMarkdown
{
    /// <summary>Longer HTML (1 M characters) is cut before it is read.</summary>
    public const int MaxInput = 1 << 20;

    /// <summary>Longer Markdown (256 K characters) is cut and ends with an ellipsis.</summary>
    public const int MaxOutput = 1 << 18;

    /// <summary>Elements nested deeper than this give their text only.</summary>
    public const int MaxDepth = 64;

    /// <summary>Converts HTML, whole or a fragment; plain text comes out escaped. Null gives an empty text.</summary>
    public static string Convert(string? html)
    {
        var text = html ?? "";
        var document = new HtmlParser().ParseDocument(text.Length > MaxInput ? text[..MaxInput] : text);
        var markdown = document.Body is { } body ? new MarkdownBlocks(0).Of(body) : "";
        return markdown.Length > MaxOutput ? markdown[..MaxOutput].TrimEnd('\\') + "…" : markdown;
    }

    /// <summary>
    /// The link's target if it is absolute and http, https, mailto or tel; brackets and spaces encoded.
    /// </summary>
    internal static string? Target(IElement link)
    {
        var written = link.GetAttribute("href")?.Trim() ?? "";
        return Uri.TryCreate(written, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme)
            ? string.Concat(uri.AbsoluteUri.Select(c => "()<>\\".Contains(c) ? Uri.HexEscape(c) : c.ToString()))
            : null;
    }

    static readonly FrozenSet<string> Schemes = FrozenSet.Create("http", "https", "mailto", "tel");

    internal static bool IsDropped(INode node) =>
        node is IComment || (node is IElement && Dropped.Contains(node.NodeName));

    // Names of SVG and MathML come in lower case.
    static readonly FrozenSet<string> Dropped = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "HEAD", "TITLE", "IFRAME", "OBJECT", "EMBED", "SVG", "MATH",
        "CANVAS", "AUDIO", "VIDEO", "INPUT", "SELECT", "TEXTAREA", "BUTTON");
}
