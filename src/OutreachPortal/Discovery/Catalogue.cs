using System.Collections.Concurrent;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;

namespace OutreachPortal.Discovery;

/// <summary>The index that this process searches, and how far along the journal it is.</summary>
internal sealed class Catalogue
{
    readonly ConcurrentDictionary<string, string> _organisations = new();
    readonly CardMemo _cards = new();
    volatile SearchIndex? _index;
    long _sequence = -1;
    long _version;

    /// <summary>Null until the first index is ready.</summary>
    public SearchIndex? Index => _index;

    /// <summary>
    /// Null until the first index is ready. An index that a new build replaces is closed at once; a search that had
    /// just taken it asks its successor.
    /// </summary>
    public SearchResult? Search(SearchRequest request)
    {
        while (_index is { } index)
        {
            try
            {
                return index.Search(request);
            }
            catch (ObjectDisposedException) when (!ReferenceEquals(index, _index))
            {
                // Its successor is there.
            }
        }
        return null;
    }

    /// <summary>Better words for those that nothing public has; null where there are none.</summary>
    public Suggestion? Suggest(ParsedText text)
    {
        try
        {
            return _index is { } index ? new Suggester(index).Suggest(text) : null;
        }
        catch (ObjectDisposedException)
        {
            return null; // The index was just replaced: a hint is not worth asking twice.
        }
    }

    /// <summary>The last journal entry that a search sees; -1 before there is anything to search.</summary>
    public long Sequence => Interlocked.Read(ref _sequence);

    /// <summary>Rises with everything that a search sees anew.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Rises with the lists of countries, groups and categories that the index was built with.</summary>
    public int Generation { get; private set; }

    /// <summary>The head of the journal as this process started: ready means having reached it.</summary>
    public long? HeadAtStart { get; set; }

    public bool IsReady => HeadAtStart is { } head && Sequence >= head;

    /// <param name="version">The version before the search.</param>
    public Card CardOf(SearchHit hit, long version) =>
        _cards.Of(hit.Id, version, () => hit.Stored[OpportunityIndex.Card]);

    public string NameOf(string organisation) => _organisations.GetValueOrDefault(organisation, organisation);

    public bool Knows(string organisation) => _organisations.ContainsKey(organisation);

    public void Name(string code, string name) => _organisations[code] = name;

    public void Serve(SearchIndex index, int generation, long sequence)
    {
        (_index, Generation) = (index, generation);
        Advance(sequence);
    }

    public void Advance(long sequence)
    {
        Interlocked.Exchange(ref _sequence, sequence);
        Interlocked.Increment(ref _version);
    }

    public void Close() => _index = null;
}
