using System.Text;
using AngleSharp.Dom;

namespace OutreachPortal.Exchange;

/// <summary>Text, links, bold and italic as Markdown; a line end is a hard break.</summary>
internal static class MarkdownInline
{
    public static string Of(INode node, int depth)
    {
        if (HtmlToMarkdown.IsDropped(node)) return "";
        if (node is IText text) return MarkdownText.Escape(text.Data);
        if (node is not IElement element) return "";
        if (depth >= HtmlToMarkdown.MaxDepth) return Flat(element);
        return element.NodeName switch
        {
            "BR" => "\n",
            "IMG" => MarkdownText.Escape(element.GetAttribute("alt") ?? ""),
            "B" or "STRONG" => Wrapped(OfChildren(element, depth + 1), "**"),
            "I" or "EM" or "CITE" => Wrapped(OfChildren(element, depth + 1), "*"),
            "A" => Link(element, OfChildren(element, depth + 1)),
            _ => OfChildren(element, depth + 1),
        };
    }

    public static string OfChildren(INode parent, int depth)
    {
        var text = new StringBuilder();
        foreach (var node in parent.ChildNodes) text.Append(Of(node, depth));
        return text.ToString();
    }

    /// <summary>All text below an element, without recursion: for what is nested too deep.</summary>
    public static string Flat(IElement element)
    {
        var text = new StringBuilder();
        var open = new Stack<INode>([element]);
        while (open.TryPop(out var node))
        {
            if (HtmlToMarkdown.IsDropped(node)) continue;
            if (node is IText leaf) text.Append(leaf.Data).Append(' ');
            for (var n = node.ChildNodes.Length - 1; n >= 0; n--) open.Push(node.ChildNodes[n]);
        }

        return MarkdownText.Escape(text.ToString()).Trim();
    }

    // Emphasis may not begin or end with a blank, nor cross a line; inside emphasis it says nothing more.
    static string Wrapped(string text, string mark) => string.Join('\n', text.Split('\n').Select(line =>
        line.Trim() is { Length: > 0 } core && !core.Contains("**") && !core.StartsWith('*') && !core.EndsWith('*')
            ? line.Replace(core, mark + core + mark)
            : line));

    static string Link(IElement link, string text)
    {
        var shown = text.Replace('\n', ' ').Trim();
        return HtmlToMarkdown.Target(link) is { } target && shown.Length > 0 ? $"[{shown}]({target})" : text;
    }
}
