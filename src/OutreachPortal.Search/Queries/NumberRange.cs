using System.Globalization;

namespace OutreachPortal.Search;

/// <summary>What a person typed about a number, as a stretch of numbers.</summary>
static class NumberRange
{
    /// <summary>
    /// The first number that is meant and the first that no longer is, null for no end; null when no number was typed.
    /// </summary>
    public static (long? From, long? Until)? Of(TextLeaf leaf) => leaf switch
    {
        WordText word => Exactly(word.Text),
        PhraseText phrase => Exactly(phrase.Text),
        RangeText range when IsEnd(range.From) && IsEnd(range.Until) => Stretch(range),
        _ => null,
    };

    static (long? From, long? Until)? Exactly(string text) =>
        Number(text) is not { } number ? null : (number, number == long.MaxValue ? null : number + 1);

    static (long? From, long? Until)? Stretch(RangeText range)
    {
        var (from, until) = (Number(range.From), Number(range.Until));
        if ((from == long.MaxValue && !range.WithFrom) || (until == long.MinValue && !range.WithUntil))
        {
            return null;
        }

        return (range.WithFrom ? from : from + 1, range.WithUntil ? until == long.MaxValue ? null : until + 1 : until);
    }

    static bool IsEnd(string? end) => end is null || Number(end) is not null;

    static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
