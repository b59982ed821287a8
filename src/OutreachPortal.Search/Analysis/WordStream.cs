using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using Attribute = Lucene.Net.Util.Attribute;

namespace OutreachPortal.Search;

/// <summary>
/// Hands the words of a text to Lucene, each as written and, in the same place, as its language has it. The bytes come from
/// memory: a text is mostly words that were seen before.
/// </summary>
sealed class WordStream : TokenStream
{
    readonly WordBytes _bytes = new();
    readonly IPositionIncrementAttribute _increment;
    readonly string _text;
    readonly Language? _language;
    readonly IReadOnlyList<Token> _tokens;
    WordForms? _pending;
    int _next;
    int _position = -1;

    public WordStream(string text, Language? language)
    {
        (_text, _language, _tokens) = (text, language, WordReader.Read(text));
        AddAttributeImpl(_bytes);
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <summary>Words the text has, for the weighing of long texts against short ones.</summary>
    public int Length => _tokens.Count == 0 ? 0 : _tokens[^1].Position + 1;

    public override void Reset()
    {
        base.Reset();
        (_next, _position, _pending) = (0, -1, null);
    }

    public override bool IncrementToken()
    {
        if (_pending is { Stem: { } stem })
        {
            (_bytes.Value, _increment.PositionIncrement, _pending) = (stem, 0, null);
            return true;
        }

        while (_next < _tokens.Count)
        {
            var token = _tokens[_next++];
            _pending = WordForms.Of(_text, token, _language);
            if (_pending.Neutral.Length > 0)
            {
                (_bytes.Value, _increment.PositionIncrement, _position) = (_pending.Neutral, token.Position - _position, token.Position);
                return true;
            }
        }

        return false;
    }

    sealed class WordBytes : Attribute, ITermToBytesRefAttribute
    {
        public byte[] Value { get; set; } = [];

        public BytesRef BytesRef { get; } = new();

        public void FillBytesRef() => (BytesRef.Bytes, BytesRef.Offset, BytesRef.Length) = (Value, 0, Value.Length);

        public override void Clear() => Value = [];

        public override void CopyTo(IAttribute target) => ((WordBytes)target).Value = Value;
    }
}
