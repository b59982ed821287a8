using System.Buffers;

namespace OutreachPortal.Search;

/// <summary>
/// Gathers how often a word stands in each document of a segment, over its forms and over the fields it is looked for
/// in. Within a field the strongest form counts, and an eighth of any other; fields add up, each by its weight. Then
/// the long document is held against the short one, as BM25 does with k1 1.2 and b 0.75.
/// </summary>
sealed class ImpactTally : IDisposable
{
    /// <summary>Impacts are this many parts of the most that a word can earn.</summary>
    public const float Parts = ushort.MaxValue;

    /// <summary>BM25's k1: how soon repeating a word earns no more.</summary>
    public const float Saturation = 1.2f;

    const float LengthShare = 0.75f;

    readonly int _maxDoc;
    readonly ushort[] _total;
    readonly ushort[] _field;
    readonly ulong[] _seen;
    readonly List<int> _seenHere = [];

    public ImpactTally(int maxDoc)
    {
        _maxDoc = maxDoc;
        _total = ArrayPool<ushort>.Shared.Rent(maxDoc);
        _field = ArrayPool<ushort>.Shared.Rent(maxDoc);
        _seen = ArrayPool<ulong>.Shared.Rent(BitWords.For(maxDoc));
        _total.AsSpan(0, maxDoc).Clear();
        _field.AsSpan(0, maxDoc).Clear();
        _seen.AsSpan(0, BitWords.For(maxDoc)).Clear();
    }

    /// <summary>One form of the word stands in a document this often, in eighths.</summary>
    public void Add(int document, long eighths)
    {
        var before = _field[document];
        var now = Math.Min(eighths, ushort.MaxValue);
        if (before == 0)
        {
            _seenHere.Add(document);
        }

        _field[document] = (ushort)Math.Min(ushort.MaxValue, Math.Max(before, now) + (Math.Min(before, now) / 8));
    }

    /// <summary>Closes a field; what follows is of another.</summary>
    public void EndField()
    {
        foreach (var document in _seenHere)
        {
            _total[document] = (ushort)Math.Min(ushort.MaxValue, _total[document] + _field[document]);
            _field[document] = 0;
            BitWords.Set(_seen, document);
        }

        _seenHere.Clear();
    }

    /// <summary>The documents seen, with their impacts.</summary>
    /// <param name="lengths">The weighted length of each document, in eighths.</param>
    /// <param name="average">The length that is neither long nor short, in eighths.</param>
    /// <param name="isComplete">Whether nothing was left out.</param>
    public KeptSet Result(int[] lengths, double average, bool isComplete)
    {
        var words = BitWords.For(_maxDoc);
        var seen = _seen.AsSpan(0, words);
        var list = new int[BitWords.Count(seen)];
        BitWords.List(seen, list);
        var impacts = new ushort[list.Length];
        for (var i = 0; i < list.Length; i++)
        {
            impacts[i] = Impact(_total[list[i]], lengths[list[i]], average);
        }

        var bits = SetAlgebra.IsDense(list.Length, _maxDoc) ? seen.ToArray() : null;
        return new KeptSet(DocSet.OfList(list, list.Length, bits), impacts, isComplete);
    }

    public void Dispose()
    {
        ArrayPool<ushort>.Shared.Return(_total);
        ArrayPool<ushort>.Shared.Return(_field);
        ArrayPool<ulong>.Shared.Return(_seen);
    }

    /// <summary>What a document earns of a word's weight.</summary>
    public static ushort Impact(int eighths, int length, double average)
    {
        var often = eighths / (double)DocumentWriter.WeightUnit;
        var held = Saturation * (1 - LengthShare + (LengthShare * length / average));
        return (ushort)Math.Clamp(Math.Round(Parts * often / (often + held)), 1, Parts);
    }
}
