using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>The terms of a word by number: as written, and as its text's language has it; -1 for none.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct WordTerms(int Neutral, int Stem);

/// <summary>
/// The terms of some documents, numbered as they come. A word leads to its terms by one look, whatever its fields are.
/// </summary>
sealed class TermBook
{
    const int None = -1;

    readonly Dictionary<byte[], int> _numbers = new(new SameBytes());
    readonly List<byte[]> _terms = [];
    readonly Dictionary<string, WordTerms>?[] _words = new Dictionary<string, WordTerms>?[Language.All.Count + 1];

    public int Count => _terms.Count;

    /// <summary>The bytes of a term.</summary>
    public byte[] this[int number] => _terms[number];

    /// <summary>The number of a term.</summary>
    public int Of(byte[] term)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, term, out var known);
        if (!known)
        {
            number = _terms.Count;
            _terms.Add(term);
        }

        return number;
    }

    /// <summary>The terms of a token in a text of a language, null for none of the six.</summary>
    public WordTerms Of(string text, Token token, Language? language)
    {
        var words = _words[language?.Mark ?? 0] ??= new(StringComparer.Ordinal);
        var word = token.Length > Token.MaxLength ? token.In(text) : text.AsSpan(token.Start, token.Length);
        if (token.Kind == TokenKind.Part && words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var known))
        {
            return known;
        }

        var forms = WordForms.Of(text, token, language);
        var terms = new WordTerms(
            forms.Neutral.Length == 0 ? None : Of(forms.Neutral), forms.Stem is null ? None : Of(forms.Stem));
        if (token.Kind == TokenKind.Part)
        {
            words.Add(word.ToString(), terms);
        }

        return terms;
    }

    /// <summary>The numbers in the order of their terms' bytes, which is that of code points.</summary>
    public int[] Ordered()
    {
        var keys = new ulong[Count];
        var order = new int[Count];
        for (var number = 0; number < order.Length; number++)
        {
            (keys[number], order[number]) = (Beginning(_terms[number]), number);
        }

        Array.Sort(keys, order);
        for (int from = 0, until = 0; from < order.Length; from = until)
        {
            while (until < order.Length && keys[until] == keys[from])
            {
                until++;
            }

            order.AsSpan(from, until - from).Sort((a, b) => _terms[a].AsSpan().SequenceCompareTo(_terms[b]));
        }

        return order;
    }

    // Eight bytes as a number decide nearly always, without looking at the term itself.
    static ulong Beginning(byte[] term)
    {
        Span<byte> first = stackalloc byte[sizeof(ulong)];
        first.Clear();
        term.AsSpan(0, Math.Min(term.Length, first.Length)).CopyTo(first);
        return BinaryPrimitives.ReadUInt64BigEndian(first);
    }
}
