using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;

namespace OutreachPortal.Exchange;

/// <summary>The block elements of a page as Markdown blocks, with one blank line between them.</summary>
internal sealed class MarkdownBlocks(int depth)
{
    const string HardBreak = "\\\n";

    readonly List<string> _blocks = [];
    readonly StringBuilder _line = new();

    public string Of(INode parent)
    {
        Walk(parent);
        EndParagraph();
        return string.Join("\n\n", _blocks);
    }

    void Walk(INode parent)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (HtmlToMarkdown.IsDropped(node)) continue;
            if (node is not IElement element || !IsBlock(element)) _line.Append(MarkdownInline.Of(node, depth));
            else Block(element);
        }
    }

    void Block(IElement element)
    {
        EndParagraph();
        if (depth >= HtmlToMarkdown.MaxDepth) Add(MarkdownInline.Flat(element));
        else if (element.NodeName is ['H', >= '1' and <= '6' and var level]) Heading(element, level - '0');
        else if (element.NodeName is "UL" or "OL") List(element);
        else if (element.NodeName is "BLOCKQUOTE") Add(Indent(Inner(element), "> ", "> "));
        else if (element.NodeName is "HR") Add("---");
        else if (element.NodeName is "TR") Add(Row(element));
        else if (element.NodeName is "TABLE") Add(Table(element));
        else Add(Inner(element));
    }

    string Inner(INode element) => new MarkdownBlocks(depth + 1).Of(element);

    void Heading(IElement element, int level)
    {
        var text = Lines(MarkdownInline.OfChildren(element, depth + 1)).Replace(HardBreak, " ");
        if (text.Length > 0) Add(new string('#', level) + " " + text);
    }

    void List(IElement list)
    {
        var (number, ordered) = (0, list.NodeName is "OL");
        var items = list.Children.Where(i => !HtmlToMarkdown.IsDropped(i)).Select(Inner).Where(i => i.Length > 0)
            .Select(i => ordered ? Indent(i, $"{++number}. ", "   ") : Indent(i, "- ", "  "));
        Add(string.Join("\n", items));
    }

    string Table(IElement table) =>
        string.Join(HardBreak, table.QuerySelectorAll("tr").Select(Row).Where(r => r.Length > 0));

    string Row(IElement row) => string.Join(" – ", row.Children
        .Select(cell => Lines(MarkdownInline.OfChildren(cell, depth + 1)).Replace(HardBreak, " "))
        .Where(cell => cell.Length > 0));

    void EndParagraph()
    {
        Add(Lines(_line.ToString()));
        _line.Clear();
    }

    void Add(string block)
    {
        if (block.Length > 0) _blocks.Add(block);
    }

    // Hard breaks came as line ends; every line is trimmed and may not begin like a block.
    static string Lines(string inline) => string.Join(HardBreak, inline.Split('\n')
        .Select(l => MarkdownText.EscapeStart(string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))))
        .Where(l => l.Length > 0));

    static string Indent(string text, string first, string next) =>
        first + string.Join("\n", text.Split('\n').Select((l, n) => n == 0 ? l : (next + l).TrimEnd()));

    static bool IsBlock(IElement element) => Blocks.Contains(element.NodeName);

    static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        "ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "CENTER", "DD", "DETAILS", "DIV", "DL", "DT", "FIELDSET",
        "FIGCAPTION", "FIGURE", "FOOTER", "FORM", "H1", "H2", "H3", "H4", "H5", "H6", "HEADER", "HR", "LI",
        "MAIN", "NAV", "OL", "P", "PRE", "SECTION", "SUMMARY", "TABLE", "TBODY", "TD", "TH", "THEAD", "TR",
        "UL");
}
