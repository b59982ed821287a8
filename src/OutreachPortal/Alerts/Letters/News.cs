using NodaTime;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>What there is to tell of one item to one person, by its present and by what the person knows.</summary>
internal static class News
{
    /// <param name="tidings">Amendments and ends that the letter was made for.</param>
    /// <param name="isKnown">The person follows it or has had a letter of it.</param>
    /// <returns>Null where nothing is worth telling any more.</returns>
    public static LetterNews? Of(
        IReadOnlyList<Enclosure> enclosures, IReadOnlyList<Tiding> tidings, bool isKnown, StandingRules rules, Instant now)
    {
        var item = enclosures[0].Item;
        if (!Tiding.IsOpen(item, rules, now)) return isKnown && tidings.Any(tiding => tiding.IsEnd(rules)) ? EndOf(item) : null;
        if (tidings.Any(tiding => !tiding.IsEnd(rules)) && isKnown) return LetterNews.Changed;
        return enclosures.All(enclosure => enclosure.IsReminder) ? LetterNews.Closing : LetterNews.New;
    }

    static LetterNews? EndOf(Opportunity item) => item.State switch
    {
        State.Cancelled => LetterNews.Cancelled,
        State.Withdrawn => LetterNews.Withdrawn,
        State.Awarded => LetterNews.Awarded,
        State.Closed => LetterNews.Closed,
        _ => null,
    };
}
