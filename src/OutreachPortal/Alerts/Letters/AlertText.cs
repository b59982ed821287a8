using System.Globalization;
using System.Text;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// The letter as plain text, which is how many will read it: short lines, one address to a line, nothing that only
/// makes sense with HTML beside it.
/// </summary>
internal sealed class AlertText
{
    public const int MostBytes = 30_000;

    const string Rule = "----------------------------------------";

    readonly AlertLetter _letter;
    readonly Words _words;
    readonly TextColumn _text;

    AlertText(AlertLetter letter) => (_letter, _words, _text) = (letter, letter.Reader.Words, new(letter.Reader.Words));

    /// <summary>Within 30,000 bytes: where long items make it longer, fewer are shown and more are counted.</summary>
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
        if (words.News is { } news) Line(news.ToUpper(CultureInfo.GetCultureInfo(_words.Language.Code)));
        Line(words.Kind);
        Written(words.Title with { Text = number + words.Title.Text });
        Line(string.Join(" · ", words.Who));
        foreach (var change in words.Changes) Line($"* {change}", indent: "  ");
        if (words.Why is { } why) Line(why);
        if (words.Summary is { } summary) Written(summary);
        if (words.Closing is { } closing) Line(closing);
        if (words.ClosingInUtc is { } utc) Line(utc);
        foreach (var mark in words.Marks) Line(mark);
        Address(item.Address);
        if (words.For is { } alert) Line(alert);
        if (item.IsVotedOn) Link(_words["letter.useful"], item.Vote);
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

    void Address(string address) => _text.Address(address);

    void Paragraph(string text) => _text.Paragraph(text);

    void Blank() => _text.Blank();

    void Line(string text, string indent = "") => _text.Line(text, indent);

    void Written(TextIn text)
    {
        if (_letter.Reader.DirectionOf(text.Language) == "ltr") _text.Foreign(text.Text);
        else Line(text.Text);
    }
}
