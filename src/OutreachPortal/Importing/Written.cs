using System.Text.RegularExpressions;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>Texts of a file as the texts of a notice.</summary>
internal static partial class Written
{
    const int SummaryLength = 300;

    /// <summary>A text in its language, and its versions in others; blank ones are none.</summary>
    public static Texts In(string language, string? text, IEnumerable<KeyValuePair<string, string>> others)
    {
        var texts = Texts.Of(language, text?.Trim());
        foreach (var (other, version) in others)
        {
            if (!string.IsNullOrWhiteSpace(version)) texts.TryAdd(other, version.Trim());
        }
        return texts;
    }

    /// <summary>The beginning of a text, cut at a word; nothing where it only repeats the title.</summary>
    public static string? Summary(string? text, string? title)
    {
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length == 0 || line.Equals(title?.Trim(), StringComparison.OrdinalIgnoreCase)) return null;
        if (line.Length <= SummaryLength) return line;
        var end = line.LastIndexOf(' ', SummaryLength - 1);
        if (end < SummaryLength / 2) end = SummaryLength - 1;
        if (char.IsHighSurrogate(line[end - 1])) end--;
        return string.Concat(line.AsSpan(0, end), "…");
    }

    /// <summary>A text too long to be its own summary; every line becomes a paragraph of Markdown.</summary>
    public static string? Body(string? text) => text is { Length: > SummaryLength }
        ? string.Join(
            "\n\n", text.ReplaceLineEndings("\n").Split(
                '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        : null;

    /// <summary>Markdown without its signs, as far as a summary needs it.</summary>
    public static string Plain(string markdown) =>
        Signs().Replace(Escapes().Replace(Links().Replace(markdown, "${text}"), "${text}"), "");

    [GeneratedRegex(
        @"\[(?<text>[^\]\n]*)\]\([^)\n]*\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Links();

    [GeneratedRegex(
        @"\\(?<text>[\\`*_\[\]<>&~|#+.)=-])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Escapes();

    [GeneratedRegex(
        @"\*+|^\s*(#+|>|-)\s",
        RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Signs();

    /// <summary>A line that may be HTML, as a person reads it; one without a tag or an entity stays as it is.</summary>
    public static string? Shown(string? text) =>
        text is null || !Html().IsMatch(text) ? text : Plain(HtmlToMarkdown.Convert(text)).Trim();

    [GeneratedRegex(
        "</?[a-z][^<>]*>|&(#[0-9]+|#x[0-9a-f]+|[a-z]+);",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Html();

    /// <summary>The last part of an address, for a document that has no title.</summary>
    public static string? FileName(string? url) =>
        url?.TrimEnd('/').Split('/')[^1] is { Length: > 0 } name ? Uri.UnescapeDataString(name) : null;
}
