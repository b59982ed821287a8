namespace OutreachPortal.Opportunities;

/// <summary>A text in one or several languages, by language code (BCP 47, lower case).</summary>
public sealed class Texts : SortedDictionary<string, string>
{
    public Texts() : base(StringComparer.Ordinal)
    {
    }

    public static Texts Of(string language, string? text) =>
        string.IsNullOrWhiteSpace(text) ? [] : new Texts { [language] = text };

    /// <summary>The text for a reader: in the reader's language, else in the original, else in any.</summary>
    public TextIn? In(string language, string original)
    {
        if (TryGetValue(language, out var text)) return new(language, text);
        if (TryGetValue(original, out text)) return new(original, text);
        return Count == 0 ? null : new(Keys.First(), Values.First());
    }
}

/// <summary>A text and the language it is in.</summary>
public sealed record TextIn(string Language, string Text);
