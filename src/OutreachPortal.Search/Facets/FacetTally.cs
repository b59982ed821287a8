using System.Runtime.InteropServices;
using Lucene.Net.Index;

namespace OutreachPortal.Search;

/// <summary>The counts of one facet, growing document by document.</summary>
abstract class FacetTally(string name)
{
    readonly Dictionary<string, int> _counts = [];

    public string Name => name;

    /// <summary>Turns to a segment; the documents that follow are its.</summary>
    public abstract void Enter(AtomicReaderContext segment);

    /// <summary>Counts a document under each of its values.</summary>
    public abstract void Count(int document);

    /// <summary>Adds what was counted in the segment.</summary>
    public abstract void Leave();

    /// <summary>What was counted, most first, then by value.</summary>
    public IReadOnlyList<FacetCount> Result() =>
    [
        .. _counts.Select(pair => new FacetCount(pair.Key, pair.Value))
            .OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal),
    ];

    protected void Add(string value, int count)
    {
        if (count > 0)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _) += count;
        }
    }
}

/// <summary>Counts codes through their column.</summary>
sealed class CodeTally(string field, FacetColumns columns) : FacetTally(field)
{
    FacetColumn? _column;
    int[] _counts = [];

    public override void Enter(AtomicReaderContext segment)
    {
        _column = columns.Of(segment.AtomicReader, Name);
        _counts = new int[_column.Codes.Length];
    }

    public override void Count(int document)
    {
        var ordinals = _column!.Ordinals;
        var end = _column.Starts[document + 1];
        for (var i = _column.Starts[document]; i < end; i++)
        {
            _counts[ordinals[i]]++;
        }
    }

    public override void Leave()
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            Add(_column!.Codes[i], _counts[i]);
        }
    }
}

/// <summary>Counts the documents of each query.</summary>
sealed class QueryTally(string name, IReadOnlyList<(string Value, SegmentMatches Matches)> values) : FacetTally(name)
{
    readonly int[] _counts = new int[values.Count];

    public override void Enter(AtomicReaderContext segment)
    {
        Array.Clear(_counts);
        foreach (var (_, matches) in values)
        {
            matches.Enter(segment);
        }
    }

    public override void Count(int document)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += values[i].Matches.Contain(document) ? 1 : 0;
        }
    }

    public override void Leave()
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            Add(values[i].Value, _counts[i]);
        }
    }
}
