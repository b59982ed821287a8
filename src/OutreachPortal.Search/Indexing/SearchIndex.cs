using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;

namespace OutreachPortal.Search;

/// <summary>
/// An index in a folder. It has one writer, which is this object, and any number of concurrent readers; every member
/// may be called from any thread. What is written is searchable after <see cref="Refresh"/> and survives the process
/// after
/// <see cref="Commit"/>.
/// </summary>
/// <remarks>After <see cref="Dispose"/> every member throws <see cref="ObjectDisposedException"/>.</remarks>
public sealed class SearchIndex : IDisposable
{
    // Raised when this library writes its fields otherwise.
    const string Format = "3";
    const string FormatKey = "search.format";
    const string SchemaKey = "search.schema";

    readonly IndexSchema _schema;
    readonly FSDirectory _directory;
    readonly IndexWriter? _writer;
    readonly SearcherManager _searchers;
    readonly IndexWriting _writing;
    readonly System.Threading.Lock _committing = new();
    IReadOnlyDictionary<string, string> _committed;
    bool _disposed;

    SearchIndex(string folder, IndexSchema schema, OpenMode mode, string? obstacle = null)
    {
        _schema = schema;
        _directory = FSDirectory.Open(folder);
        var snapshots = new Snapshots(new IndexMemory(schema, CacheBudget));
        try
        {
            _writer = obstacle is null ? IndexWriting.Open(_directory, mode) : null;
            _writing = new IndexWriting(schema, _writer, obstacle);
            _searchers = _writer is null
                ? new SearcherManager(_directory, snapshots)
                : new SearcherManager(_writer, applyAllDeletes: true, snapshots);
            _committed = Own(_writer?.CommitData ?? DirectoryReader.ListCommits(_directory)[^1].UserData);
        }
        catch
        {
            _writer?.Dispose();
            _directory.Dispose();
            throw;
        }
    }

    /// <summary>Bytes, about, that the documents of recent words, codes and ranges may take in memory.</summary>
    public const long CacheBudget = 256L << 20;

    /// <summary>What the last commit carried, also after reopening; empty before the first.</summary>
    public IReadOnlyDictionary<string, string> CommittedData => _committed;

    /// <summary>
    /// Why nothing can be written, in a sentence; null while all is well. An index whose folder may not be written, or
    /// whose disk was full once, goes on answering; open it again when the obstacle is gone.
    /// </summary>
    public string? Obstacle => _writing.Obstacle;

    /// <summary>Documents that can be found, as of the last <see cref="Refresh"/>.</summary>
    public int Count => WithSnapshot(snapshot => snapshot.IndexReader.NumDocs);

    /// <summary>Opens what an earlier process committed.</summary>
    /// <param name="directory">The folder; it may be missing, which is <see cref="Unusable"/>.</param>
    /// <param name="schema">The schema it was written with.</param>
    public static IndexOpening Open(string directory, IndexSchema schema) => Try(() =>
    {
        if (!System.IO.Directory.Exists(directory))
        {
            return new Unusable("There is no index in the folder.");
        }

        using var files = FSDirectory.Open(directory);
        if (!DirectoryReader.IndexExists(files))
        {
            return new Unusable("There is no index in the folder.");
        }

        var commit = DirectoryReader.ListCommits(files)[^1];
        var reason = IndexFiles.FindTorn(directory, commit) ?? FindForeign(commit, schema);
        return reason is null ? OpenWhole(directory, schema) : new Unusable(reason);
    });

    static Opened OpenWhole(string directory, IndexSchema schema)
    {
        try
        {
            return new Opened(new SearchIndex(directory, schema, OpenMode.APPEND));
        }
        catch (Exception error) when (IndexFiles.MayNotBeWritten(directory, error))
        {
            return new Opened(new SearchIndex(directory, schema, OpenMode.APPEND, "The folder of the index cannot be written."));
        }
    }

    /// <summary>Makes an empty index, in place of any that is in the folder, and commits it.</summary>
    /// <param name="directory">The folder, made when it is missing. Files that are no index stay.</param>
    /// <param name="schema">What the documents will have.</param>
    public static IndexOpening Create(string directory, IndexSchema schema) => Try(() =>
    {
        System.IO.Directory.CreateDirectory(directory);
        IndexFiles.Clear(directory);
        var index = new SearchIndex(directory, schema, OpenMode.CREATE);
        index.Commit(new Dictionary<string, string>());
        return new Opened(index);
    });

    /// <summary>Adds documents, replacing those of the same ids.</summary>
    /// <param name="documents">Any number; of two with one id the later stands.</param>
    /// <exception cref="ArgumentException">A document has a field that the schema lacks; those before it were
    /// added.</exception>
    /// <exception cref="IOException">There is an <see cref="Obstacle"/>; the message is its sentence.</exception>
    public void Upsert(IEnumerable<IndexDocument> documents)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (var document in documents)
        {
            _writing.Upsert(document);
        }
    }

    /// <summary>Removes documents; an id that is not there is passed over.</summary>
    /// <param name="ids">Any number.</param>
    /// <exception cref="IOException">There is an <see cref="Obstacle"/>; the message is its sentence.</exception>
    public void Delete(IEnumerable<string> ids)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _writing.Delete(ids);
    }

    /// <summary>Makes everything written so far visible to the searches that begin from now on.</summary>
    /// <exception cref="IOException">The disk is full or gone; what was visible stays so.</exception>
    public void Refresh()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Obstacle is null)
        {
            _writing.WriteGathered();
        }

        _searchers.MaybeRefreshBlocking();
    }

    /// <summary>
    /// Makes everything written so far durable, together with what the caller wants to know on reopening.
    /// </summary>
    /// <param name="userData">Replaces that of the commit before; keys beginning with "search." are taken.</param>
    /// <exception cref="IOException">The disk is full or gone; the commit before still stands.</exception>
    public void Commit(IReadOnlyDictionary<string, string> userData)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        lock (_committing)
        {
            var data = new Dictionary<string, string>(userData) { [FormatKey] = Format, [SchemaKey] = Text(_schema.Version) };
            _writing.Commit(data);
            _committed = new Dictionary<string, string>(userData);
        }
    }

    /// <summary>Answers from one snapshot: hits and counts agree, whatever is written meanwhile.</summary>
    /// <param name="request">What is asked; no query throws.</param>
    /// <exception cref="ArgumentOutOfRangeException">Offset or size is negative.</exception>
    public SearchResult Search(SearchRequest request)
    {
        if (request.Offset < 0 || request.Size < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(request), "Offset and size are at least 0.");
        }

        return WithSnapshot(snapshot =>
        {
            using var search = new Search(snapshot, request);
            return search.Answer();
        });
    }

    /// <summary>Says how a document came to its score, or why it is no hit.</summary>
    /// <param name="request">The question; its order and page do not matter.</param>
    /// <param name="id">A document's id.</param>
    /// <returns>Null when no document has the id.</returns>
    public Explanation? Explain(SearchRequest request, string id) => WithSnapshot(snapshot =>
    {
        using var explaining = new Explaining(snapshot, request);
        return explaining.Of(id);
    });

    /// <summary>Closes the index and frees its folder. What was not committed is gone.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _searchers.Dispose();
        _writer?.Rollback();
        _directory.Dispose();
    }

    internal T WithSnapshot<T>(Func<Snapshot, T> answer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var searcher = _searchers.Acquire();
        try
        {
            return answer((Snapshot)searcher);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

#pragma warning disable CA1031 // Garbage in a file makes Lucene's decoders fail with whatever they trip over.
    static IndexOpening Try(Func<IndexOpening> open)
    {
        try
        {
            return open();
        }
        catch (LockObtainFailedException error) when (error.InnerException is not UnauthorizedAccessException)
        {
            return new Locked();
        }
        catch (Exception error)
        {
            return new Unusable($"The index cannot be read or written: {error.Message}");
        }
    }
#pragma warning restore CA1031

    static string? FindForeign(IndexCommit commit, IndexSchema schema)
    {
        var data = commit.UserData;
        if (!data.TryGetValue(FormatKey, out var format) || !data.TryGetValue(SchemaKey, out var version))
        {
            return "The index was written by another program.";
        }

        return format != Format ? $"The index has format {format}, this program reads {Format}."
            : version != Text(schema.Version) ? $"The index has schema version {version}, not {Text(schema.Version)}."
            : null;
    }

    static Dictionary<string, string> Own(IDictionary<string, string>? data) =>
        (data ?? new Dictionary<string, string>()).Where(pair => pair.Key is not (FormatKey or SchemaKey))
            .ToDictionary(pair => pair.Key, pair => pair.Value);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    sealed class Snapshots(IndexMemory memory) : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) => new Snapshot(reader, memory);
    }
}
