namespace OutreachPortal.Search;

/// <summary>
/// What a person typed without a space in a script that has none, too long to be one word: 医院太阳能电力. Nothing says where
/// its words end, so it matches where it stands as typed, and where each of its inner characters stands beside one of
/// the two that it was typed beside: words of two and three characters are found wherever they are.
/// </summary>
sealed record RunText(string? Field, string Text) : TextNode
{
    // Where every word is needed, three characters are one word. Two are always one.
    const int SeveralWords = 4;
    const int PerhapsSeveral = 3;

    /// <summary>What it asks for, made of words and pairs.</summary>
    public TextNode Spread => new EitherText([Plain(Whole), Plain(new TogetherText([.. Pieces().SelectMany(Needed)]))]);

    /// <summary>The same where any word will do.</summary>
    public TextNode Any => new EitherText([Plain(Whole), .. Pieces().SelectMany(Pairs).Select(Plain)]);

    /// <summary>Words and pairs that are looked for.</summary>
    public int Count => Asked(Text);

    WordText Whole => new(Field, Text);

    /// <summary>The word as it is, or as a run when it is one and has at most so many pairs.</summary>
    public static TextNode Of(string? field, string word, int most)
    {
        var longest = Pieces(word).Select(piece => piece.Count).DefaultIfEmpty().Max();
        return longest >= PerhapsSeveral && Asked(word) <= most
            ? new RunText(field, word) : new WordText(field, word);
    }

    public override string ToString() => Whole.ToString();

    static int Asked(string text) => WordReader.Read(text).Count(token => token.Asked);

    List<List<string>> Pieces() => Pieces(Text);

    // The characters of each run; what is no run, a reference or 5G, is a piece of one.
    static List<List<string>> Pieces(string text)
    {
        List<List<string>> pieces = [];
        var end = -1;
        foreach (var token in WordReader.Read(text).Where(Stands))
        {
            if (token.Kind != TokenKind.Character || token.Start != end)
            {
                pieces.Add([]);
            }

            pieces[^1].Add(token.In(text));
            end = token.Kind == TokenKind.Character ? token.End : -1;
        }

        return pieces;
    }

    static bool Stands(Token token) => token.Kind == TokenKind.Character || (token.Asked && token.Kind != TokenKind.Pair);

    IEnumerable<TextClause> Needed(List<string> piece)
    {
        if (piece.Count < SeveralWords)
        {
            return [Required(new WordText(Field, string.Concat(piece)))];
        }

        var pairs = Pairs(piece).ToList();
        return Enumerable.Range(1, pairs.Count - 1).Where(inner => !StopWords.Contain(piece[inner]))
            .Select(inner => Required(new EitherText([Plain(pairs[inner - 1]), Plain(pairs[inner])])));
    }

    IEnumerable<TextNode> Pairs(List<string> piece) => piece.Count == 1 ? [new WordText(Field, piece[0])]
        : piece.Zip(piece.Skip(1), (left, right) => new WordText(Field, left + right));

    static TextClause Plain(TextNode node) => new(Part.Plain, node);

    static TextClause Required(TextNode node) => new(Part.Required, node);
}
