using System.Text;

namespace OutreachPortal.Languages;

/// <summary>A phrase cut once at its {placeholders}, so that filling it in is only joining.</summary>
internal sealed class Phrase
{
    readonly (string Text, bool IsPlaceholder)[] _parts;

    public Phrase(string text)
    {
        Text = text;
        _parts = [.. Cut(text)];
    }

    public string Text { get; }

    public IEnumerable<string> Placeholders => _parts.Where(part => part.IsPlaceholder).Select(part => part.Text);

    public string Fill(Func<string, string> valueOf)
    {
        var filled = new StringBuilder();
        foreach (var (text, isPlaceholder) in _parts)
            filled.Append(isPlaceholder ? valueOf(text) : text);
        return filled.ToString();
    }

    static IEnumerable<(string, bool)> Cut(string text)
    {
        var at = 0;
        while (text.IndexOf('{', at) is >= 0 and var open)
        {
            var close = text.IndexOf('}', open);
            yield return (text[at..open], false);
            yield return (text[(open + 1)..close], true);
            at = close + 1;
        }

        yield return (text[at..], false);
    }
}
