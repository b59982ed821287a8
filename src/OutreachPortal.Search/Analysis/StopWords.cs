namespace OutreachPortal.Search;

/// <summary>The words that a query may contain without asking for them.</summary>
static class StopWords
{
    static readonly HashSet<string> Folded =
        [.. Language.All.SelectMany(language => language.StopWords).Select(Folding.Neutral)];

    /// <summary>Whether the word is a stop word in any of the six languages, diacritics aside.</summary>
    public static bool Contain(string word) => Folded.Contains(Folding.Neutral(word));
}
