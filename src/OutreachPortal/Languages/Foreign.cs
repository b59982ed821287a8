namespace OutreachPortal.Languages;

/// <summary>
/// A name in the other writing direction inside a sentence. Without isolation (Unicode TR9, FSI … PDI) a full stop or a
/// number beside it jumps to the wrong side; phrases are plain text, so &lt;bdi&gt; is not at hand.
/// </summary>
internal static class Foreign
{
    const char FirstStrongIsolate = '\u2068';
    const char PopIsolate = '\u2069';

    public static string Isolated(string text, Language language)
    {
        var foreign = language.IsRightToLeft
            ? text.Any(letter => char.IsLetter(letter) && !IsRightToLeft(letter))
            : text.Any(IsRightToLeft);
        return foreign ? $"{FirstStrongIsolate}{text}{PopIsolate}" : text;
    }

    // Hebrew to Arabic Extended-A, and the presentation forms.
    static bool IsRightToLeft(char letter) =>
        letter is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC');
}
