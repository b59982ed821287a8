using System.Collections.Concurrent;

namespace OutreachPortal.Shell;

/// <summary>Which page: equal questions, however they were written, have equal keys.</summary>
internal readonly record struct PageKey(string Path, string Query, string Encoding);

/// <summary>
/// Finished pages in memory, for as long as they are true. All live about as long, so what came first goes first; what
/// is no longer true goes before that. The sizes of the pages never exceed the capacity.
/// </summary>
internal sealed class Shelf(long capacity, TimeProvider clock)
{
    const int MostSpellings = 4_096;
    const int LongestSpelling = 1_000;

    readonly Lock _writing = new();
    readonly ConcurrentDictionary<PageKey, ShelvedPage> _pages = [];
    readonly Queue<(PageKey Key, ShelvedPage Page)> _order = [];
    readonly ConcurrentDictionary<(string Path, string Query), string> _spellings = [];
    long _version;
    long _size;

    /// <summary>The longest body that is taken in at all.</summary>
    public const int LongestBody = 1 << 20;

    /// <summary>Nothing is kept where there is no room for anything.</summary>
    public bool Keeps => capacity > 0;

    /// <summary>Bytes in use, about.</summary>
    public long Size => Interlocked.Read(ref _size);

    public int Spellings => _spellings.Count;

    public ShelvedPage? Find(PageKey key, long version, DateTimeOffset now) =>
        _pages.TryGetValue(key, out var page) && page.IsTrue(version, now) ? page : null;

    /// <summary>By the query as it was sent: to read it again would cost more than to hand the page over.</summary>
    public ShelvedPage? FindAsSent(PageKey sent, long version, DateTimeOffset now) =>
        _spellings.TryGetValue((sent.Path, sent.Query), out var query)
            ? Find(sent with { Query = query }, version, now)
            : null;

    /// <summary>Remembers which question a query as it was sent asks.</summary>
    public void Learn(PageKey sent, string query)
    {
        if (sent.Path.Length + sent.Query.Length + query.Length > LongestSpelling) return;
        if (_spellings.Count >= MostSpellings) _spellings.Clear();
        _spellings[(sent.Path, sent.Query)] = query;
    }

    public void Put(PageKey key, ShelvedPage page)
    {
        lock (_writing)
        {
            if (page.Version < _version || page.Size > capacity) return;
            _version = page.Version;
            _pages[key] = page;
            _order.Enqueue((key, page));
            Interlocked.Add(ref _size, page.Size);
            var now = clock.GetUtcNow();
            while (_order.TryPeek(out var first) && (Size > capacity || !first.Page.IsTrue(_version, now))) DropFirst();
        }
    }

    void DropFirst()
    {
        var (key, page) = _order.Dequeue();
        _pages.TryRemove(new(key, page)); // not its successor under the same key
        Interlocked.Add(ref _size, -page.Size);
    }
}
