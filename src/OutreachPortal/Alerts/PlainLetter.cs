using OutreachPortal.Languages;

namespace OutreachPortal.Alerts;

/// <summary>
/// A letter about the alerts themselves: a few sentences and one address to go to. Text and HTML say the same in the
/// same order.
/// </summary>
public sealed record PlainLetter
{
    public required Words Words { get; init; }

    public required string Subject { get; init; }

    public required IReadOnlyList<string> Lines { get; init; }

    public required Uri Link { get; init; }

    /// <summary>What the link does.</summary>
    public required string LinkText { get; init; }

    public required IReadOnlyList<string> After { get; init; }

    /// <summary>Who writes: the portal's name and address.</summary>
    public required PageLink Sender { get; init; }

    public string ToText()
    {
        var text = new TextColumn(Words);
        foreach (var line in Lines) text.Paragraph(line);
        text.Line(Words.With("alerts.letter.link", ("what", LinkText)));
        text.Address(Link.AbsoluteUri);
        text.Blank();
        foreach (var line in After) text.Paragraph(line);
        text.Address("-- ");
        text.Line(Sender.Text);
        text.Address(Sender.Href);
        return text.ToString();
    }
}
