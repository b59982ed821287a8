using System.Globalization;

namespace OutreachPortal.Search;

/// <summary>How a clause takes part in its group.</summary>
enum Part
{
    /// <summary>Nothing was said: needed, unless it is a stop word among other words.</summary>
    Plain,

    /// <summary>Needed.</summary>
    Required,

    /// <summary>Must not be there.</summary>
    Excluded,
}

/// <summary>What a person typed, as a tree that prints itself in the syntax it was read from.</summary>
abstract record TextNode
{
    /// <summary>The node as it stands inside a group.</summary>
    public virtual string Nested => ToString();
}

/// <summary>No condition at all.</summary>
sealed record AnyText : TextNode
{
    public override string ToString() => "*:*";
}

/// <summary>A condition on one field, or on the caller's default fields.</summary>
abstract record TextLeaf(string? Field) : TextNode
{
    protected string Prefix => Field is null ? "" : Field + ":";
}

/// <summary>A word; the index may hold it as several, which then stand together.</summary>
sealed record WordText(string? Field, string Text) : TextLeaf(Field)
{
    public override string ToString() => Prefix + QuerySyntax.Escape(Text);
}

/// <summary>Words in this order, at most <paramref name="Slop"/> moves apart.</summary>
sealed record PhraseText(string? Field, string Text, int Slop) : TextLeaf(Field)
{
    public override string ToString() => Prefix + QuerySyntax.Quote(Text)
        + (Slop == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"~{Slop}"));
}

/// <summary>A word with * for any characters and ? for one; a backslash makes either plain.</summary>
sealed record WildcardText(string? Field, string Pattern) : TextLeaf(Field)
{
    public override string ToString() => Prefix + QuerySyntax.EscapePattern(Pattern);
}

/// <summary>A word or one that differs from it by at most <paramref name="Edits"/> letters.</summary>
sealed record FuzzyText(string? Field, string Text, int Edits) : TextLeaf(Field)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{QuerySyntax.Escape(Text)}~{Edits}");
}

/// <summary>Words, or numbers, between two ends; an absent end is open.</summary>
sealed record RangeText(string? Field, string? From, string? Until, bool WithFrom, bool WithUntil) : TextLeaf(Field)
{
    public override string ToString() => $"{Prefix}{(WithFrom ? '[' : '{')}{End(From)} TO {End(Until)}{(WithUntil ? ']' : '}')}";

    // A bracket within an end would close the range.
    static string End(string? end) => end is null ? "*" : QuerySyntax.Quote(end)
        .Replace("]", "\\]", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal);
}

/// <summary>One of some words of a text field as the index has them: folded, not stemmed, not read again.</summary>
sealed record ExactText(string Field, IReadOnlyList<string> Words) : TextLeaf(Field)
{
    /// <summary>The words that may stand in an index: what begins with a control character is no word.</summary>
    public IEnumerable<string> Possible => Words.Where(word => word.Length > 0 && word[0] >= ' ')
        .Select(word => TextCut.First(word, Token.MaxLength)).Distinct();

    public override string ToString() => $"{Field}=({string.Join(" OR ", Words.Select(QuerySyntax.Quote))})";
}

/// <summary>Anything at all in a field.</summary>
sealed record PresentText(string Field) : TextLeaf(Field)
{
    public override string ToString() => Field + ":*";
}

/// <summary>A node that counts more or less in ranking.</summary>
sealed record BoostedText(TextNode Node, float Factor) : TextNode
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Node.Nested}^{Factor:R}");
}

/// <summary>A node and its part in a group.</summary>
sealed record TextClause(Part Part, TextNode Node)
{
    public override string ToString() => Part switch
    {
        Part.Required => "+" + Node.Nested,
        Part.Excluded => "-" + Node.Nested,
        _ => Node.Nested,
    };
}

/// <summary>Clauses side by side: all of them are needed.</summary>
sealed record TogetherText(IReadOnlyList<TextClause> Clauses) : TextNode
{
    public override string Nested => $"({this})";

    public override string ToString() => string.Join(' ', Clauses);
}

/// <summary>Clauses joined by OR: one is enough, unless some are required.</summary>
sealed record EitherText(IReadOnlyList<TextClause> Clauses) : TextNode
{
    public override string Nested => $"({this})";

    public override string ToString() => string.Join(" OR ", Clauses);
}
