using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>A term where it stands in a document.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct Occurrence(int Document, int Position);

/// <summary>
/// Which terms a field has, in the order in which the documents came: eight bytes an occurrence, written one after the
/// other. Sorting them by term at the end costs a pass or two, where looking up a list for each would wait for memory
/// every time.
/// </summary>
sealed class FieldLog
{
    readonly List<(int Term, int Position)> _log = [];
    readonly List<int> _ends = [];

    public int Count => _log.Count;

    /// <summary>Adds a term to a document, which is the last so far or a later one.</summary>
    public void Add(int document, int term, int position)
    {
        CloseUntil(document);
        _log.Add((term, position));
    }

    /// <summary>The occurrences by term, those of one term in the order of documents and positions.</summary>
    public TermPlaces Sorted(int documents, int terms)
    {
        CloseUntil(documents);
        var log = CollectionsMarshal.AsSpan(_log);
        var starts = new int[terms + 1];
        foreach (var (term, _) in log)
        {
            starts[term + 1]++;
        }

        for (var term = 0; term < terms; term++)
        {
            starts[term + 1] += starts[term];
        }

        return new TermPlaces(starts, Scattered(log, [.. starts]));
    }

    Occurrence[] Scattered(ReadOnlySpan<(int Term, int Position)> log, int[] next)
    {
        var places = new Occurrence[log.Length];
        for (int document = 0, i = 0; document < _ends.Count; document++)
        {
            for (; i < _ends[document]; i++)
            {
                places[next[log[i].Term]++] = new Occurrence(document, log[i].Position);
            }
        }

        return places;
    }

    void CloseUntil(int document)
    {
        while (_ends.Count < document)
        {
            _ends.Add(_log.Count);
        }
    }
}

/// <summary>The occurrences of each term of a field.</summary>
/// <param name="Starts">Where those of each term begin, by its number; one more to end the last.</param>
/// <param name="Places">All of them.</param>
sealed record TermPlaces(int[] Starts, Occurrence[] Places)
{
    public ReadOnlySpan<Occurrence> Of(int term) => Places.AsSpan(Starts[term], Starts[term + 1] - Starts[term]);

    /// <summary>Those of some ordered terms that occur.</summary>
    public int[] Occurring(int[] order) => Array.FindAll(order, term => Starts[term] < Starts[term + 1]);
}
