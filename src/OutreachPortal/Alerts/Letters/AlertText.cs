using System.Text;
using OutreachPortal.Languages;

namespace OutreachPortal.Alerts;

/// <summary>
/// The letter as plain text, which is how many will read it: short lines, one address to a line, nothing that only
/// makes sense with HTML beside it.
/// </summary>
internal sealed class AlertText
{
    public const int MostBytes = 30_000;

    const int Width = 72;
    const string Rule = "----------------------------------------";

    readonly StringBuilder _text = new();
    readonly AlertLetter _letter;
    readonly Words _words;

    AlertText(AlertLetter letter) => (_letter, _words) = (letter, letter.Reader.Words);

    /// <summary>Within 30,000 bytes: where long items would make it longer, fewer are shown and more are counted.</summary>
    public static (string Text, AlertLetter Letter) Of(AlertLetter letter)
    {
        for (var shown = letter; ; shown = shown with { Items = [.. shown.Items.SkipLast(1)] })
        {
            var text = new AlertText(shown).Write();
            if (shown.Items.Count == 1 || Encoding.UTF8.GetByteCount(text) <= MostBytes) return (text, shown);
        }
    }

    string Write()
    {
        var around = new LetterWords(_letter);
        Paragraph(around.Intro);
        for (var i = 0; i < _letter.Items.Count; i++) Item(i);
        if (around.Rest is { } rest) Paragraph(rest);
        Line(Rule);
        Alerts(around.Why);
        Link(_words["letter.manage"], _letter.Manage);
        Blank();
        Paragraph(_words["footer.fraud"]);
        Line(around.Sender);
        Address(_letter.Home);
        return _text.ToString();
    }

    void Item(int index)
    {
        var item = _letter.Items[index];
        var words = new ItemWords(_letter, item);
        var number = _letter.Items.Count > 1 ? $"{index + 1}. " : "";
        Line(Rule);
        if (words.News is { } news) Line(news.ToUpper(System.Globalization.CultureInfo.GetCultureInfo(_words.Language.Code)));
        Line(words.Kind);
        Line($"{number}{words.Title.Text}");
        Line(string.Join(" · ", words.Who));
        foreach (var change in words.Changes) Line($"* {change}");
        if (words.Why is { } why) Line(why);
        if (words.Summary is { } summary) Line(summary.Text);
        Line(words.Closing);
        if (words.ClosingInUtc is { } utc) Line(utc);
        foreach (var mark in words.Marks) Line(mark);
        Address(item.Address);
        if (words.For is { } alert) Line(alert);
        Link(_words["letter.useful"], item.Vote);
        Blank();
    }

    void Alerts(string why)
    {
        Line(why);
        Blank();
        foreach (var alert in _letter.Alerts)
        {
            Line(alert.Sentence);
            if (alert.List is { } list) Link(_words["letter.list"], list);
            Link(_words["letter.stop"], alert.Stop);
            Blank();
        }
    }

    void Link(string what, string address)
    {
        Line(_words.With("letter.link", ("what", what)));
        Address(address);
    }

    /// <summary>Never broken, and free of marks of direction: whoever copies it gets the address.</summary>
    void Address(string address) => _text.Append(address).Append('\n');

    void Paragraph(string text)
    {
        Line(text);
        Blank();
    }

    void Blank() => _text.Append('\n');

    void Line(string text)
    {
        foreach (var line in Lines(text)) _text.Append(Direction).Append(line).Append('\n');
    }

    /// <summary>A line that begins with a foreign name still runs the way of the language.</summary>
    string Direction => _words.Language.IsRightToLeft ? "\u200f" : "";

    static IEnumerable<string> Lines(string text)
    {
        var line = new StringBuilder();
        var width = 0;
        foreach (var word in text.Split(' '))
        {
            var wide = WidthOf(word);
            if (width > 0 && width + 1 + wide > Width)
            {
                yield return line.ToString();
                line.Clear();
                width = 0;
            }
            if (width > 0) line.Append(' ');
            line.Append(word);
            width += wide + (width > 0 ? 1 : 0);
        }
        if (line.Length > 0) yield return line.ToString();
    }

    /// <summary>A Chinese character is as wide as two letters.</summary>
    static int WidthOf(string word) => word.Sum(letter => letter is (>= '\u2e80' and <= '\uff60') ? 2 : 1);
}
