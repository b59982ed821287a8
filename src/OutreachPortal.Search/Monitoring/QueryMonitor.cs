namespace OutreachPortal.Search;

/// <summary>
/// Keeps queries and answers with those that a document matches: a search the other way round. Its answer is exactly
/// that of putting every query to an index that holds only this document. Every member may be called from any thread:
/// documents are matched side by side, a query that is added or removed waits for those under way, about a
/// millisecond each with a million queries.
/// </summary>
/// <param name="schema">What the documents and the queries speak of; at most 64 fields.</param>
/// <exception cref="ArgumentException">The schema has more than 64 fields.</exception>
public sealed class QueryMonitor(IndexSchema schema) : IDisposable
{
    readonly FieldPlaces _places = new(schema);
    readonly DocumentReading _reading = new(schema);
    readonly QueryTable _table = new(new FieldPlaces(schema));
    readonly MatchBuffers _buffers = new();
    readonly ReaderWriterLockSlim _lock = new();

    /// <summary>How many ids have a query.</summary>
    public int Count => Reading(() => _table.Count);

    /// <summary>How many different queries they have; equal ones are kept and matched once.</summary>
    public int DistinctCount => Reading(() => _table.DistinctCount);

    internal int AtomCount => Reading(() => _table.Atoms.Count);

    /// <summary>Stores a query under an id, in place of any that was there.</summary>
    /// <param name="id">The caller's; any number.</param>
    /// <param name="query">
    /// What shall match. Its text may hold anything that the words of a document can be looked up for; a leading
    /// wildcard, a fuzzy word or a range of words needs a plain word or prefix beside it.
    /// </param>
    /// <returns>Null when it is stored, otherwise why not.</returns>
    public StoredQueryRefusal? Add(long id, StoredQuery query) => Writing(() => _table.Add(id, query));

    /// <summary>Forgets the query of an id and frees its memory.</summary>
    /// <param name="id">Whose; one without a query is passed over.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(long id) => Writing(() => _table.Remove(id));

    /// <summary>Whether an id has a query.</summary>
    /// <param name="id">Any number.</param>
    public bool Contains(long id) => Reading(() => _table.Contains(id));

    /// <summary>The ids whose query the document matches, each once, in no order.</summary>
    /// <param name="document">As it would be handed to <see cref="SearchIndex.Upsert"/>.</param>
    /// <exception cref="ArgumentException">The document has a field that the schema lacks.</exception>
    public IReadOnlyList<long> Match(IndexDocument document)
    {
        List<long> ids = [];
        Match(document, ids);
        return ids;
    }

    /// <summary>
    /// As <see cref="Match(IndexDocument)"/>, into a list that can be used again: there may be many thousands.
    /// </summary>
    /// <param name="document">As it would be handed to <see cref="SearchIndex.Upsert"/>.</param>
    /// <param name="ids">To which the ids are added.</param>
    /// <exception cref="ArgumentException">The document has a field that the schema lacks.</exception>
    public void Match(IndexDocument document, List<long> ids)
    {
        var words = _reading.Read(document, _places);
        Reading(() => Collect(words, ids));
    }

    /// <summary>Frees the lock. Nothing may be asked afterwards.</summary>
    public void Dispose() => _lock.Dispose();

    bool Collect(DocumentWords words, List<long> ids)
    {
        var buffer = _buffers.Rent();
        try
        {
            new DocumentMatch(_table, words, buffer).Collect(ids);
            return true;
        }
        finally
        {
            _buffers.Return(buffer);
        }
    }

    T Reading<T>(Func<T> read)
    {
        _lock.EnterReadLock();
        try
        {
            return read();
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    T Writing<T>(Func<T> write)
    {
        _lock.EnterWriteLock();
        try
        {
            return write();
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}
