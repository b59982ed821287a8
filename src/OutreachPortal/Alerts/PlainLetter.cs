using System.Text;
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
        var text = new StringBuilder();
        foreach (var line in Lines) text.Append(line).Append("\n\n");
        text.Append(Words.With("alerts.letter.link", ("what", LinkText))).Append('\n').Append(Link).Append("\n\n");
        foreach (var line in After) text.Append(line).Append("\n\n");
        return text.Append("-- \n").Append(Sender.Text).Append('\n').Append(Sender.Href).Append('\n').ToString();
    }
}
