namespace OutreachPortal.Search;

/// <summary>A query text that was read. Its <see cref="ToString"/> reads back as the same query.</summary>
public sealed class ParsedText
{
    internal ParsedText(TextNode root, IReadOnlyList<QueryNote> notes)
    {
        Root = root;
        Notes = notes;
        Words = [.. Positive(root).SelectMany(Split).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>What could not be read as it was meant, in order of appearance; empty when all was.</summary>
    public IReadOnlyList<QueryNote> Notes { get; }

    /// <summary>
    /// The words that a match may show, as typed, each once; nothing that was excluded, no wildcards.
    /// </summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Whether the text asks for nothing, so that everything matches.</summary>
    public bool IsEmpty => Root is AnyText;

    internal TextNode Root { get; }

    /// <summary>The query in one canonical spelling.</summary>
    public override string ToString() => Root.ToString();

    static IEnumerable<string> Positive(TextNode node) => node switch
    {
        WordText word => [word.Text],
        RunText run => [run.Text],
        PhraseText phrase => [phrase.Text],
        FuzzyText fuzzy => [fuzzy.Text],
        ExactText exact => exact.Words,
        BoostedText boosted => Positive(boosted.Node),
        TogetherText together => Positive(together.Clauses),
        EitherText either => Positive(either.Clauses),
        _ => [],
    };

    static IEnumerable<string> Positive(IReadOnlyList<TextClause> clauses) =>
        clauses.Where(clause => clause.Part != Part.Excluded).SelectMany(clause => Positive(clause.Node));

    static IEnumerable<string> Split(string text) =>
        WordReader.Read(text).Where(token => token.Asked).Select(token => token.In(text));
}
