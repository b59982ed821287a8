using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace OutreachPortal.Search;

/// <summary>Hands the tokens of <see cref="WordReader"/> to Lucene, with their places in the original text.</summary>
sealed class WordTokenizer : Tokenizer
{
    readonly ICharTermAttribute _term;
    readonly IOffsetAttribute _offset;
    readonly IPositionIncrementAttribute _increment;
    readonly IKeywordAttribute _keyword;
    string _text = "";
    IReadOnlyList<Token> _tokens = [];
    int _next;

    public WordTokenizer(TextReader input)
        : base(input)
    {
        _term = AddAttribute<ICharTermAttribute>();
        _offset = AddAttribute<IOffsetAttribute>();
        _increment = AddAttribute<IPositionIncrementAttribute>();
        _keyword = AddAttribute<IKeywordAttribute>();
    }

    public override void Reset()
    {
        base.Reset();
        _text = m_input.ReadToEnd();
        _tokens = WordReader.Read(_text);
        _next = 0;
    }

    public override bool IncrementToken()
    {
        ClearAttributes();
        if (_next == _tokens.Count)
        {
            return false;
        }

        var token = _tokens[_next];
        var previous = _next == 0 ? -1 : _tokens[_next - 1].Position;
        var term = token.In(_text);
        _term.SetEmpty().Append(term);
        _offset.SetOffset(CorrectOffset(token.Start), CorrectOffset(token.End));
        _increment.PositionIncrement = token.Position - previous;
        _keyword.IsKeyword = token.Kind != TokenKind.Part || term.Any(char.IsDigit);
        _next++;
        return true;
    }

    public override void End()
    {
        base.End();
        _offset.SetOffset(CorrectOffset(_text.Length), CorrectOffset(_text.Length));
    }
}
