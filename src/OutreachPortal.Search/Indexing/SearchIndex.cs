using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>
/// An index in a folder. It has one writer, which is this object, and any number of concurrent readers; every member may
/// be called from any thread. What is written is searchable after <see cref="Refresh"/> and survives the process after
/// <see cref="Commit"/>.
/// </summary>
/// <remarks>After <see cref="Dispose"/> every member throws <see cref="ObjectDisposedException"/>.</remarks>
public sealed class SearchIndex : IDisposable
{
    // Raised when this library writes its fields otherwise.
    const string Format = "1";
    const string FormatKey = "search.format";
    const string SchemaKey = "search.schema";

    readonly IndexSchema _schema;
    readonly FSDirectory _directory;
    readonly IndexWriter _writer;
    readonly SearcherManager _searchers;
    readonly DocumentWriter _documents;
    readonly FacetColumns _columns = new();
    readonly System.Threading.Lock _committing = new();
    IReadOnlyDictionary<string, string> _committed;
    bool _disposed;

    SearchIndex(string folder, IndexSchema schema, OpenMode mode)
    {
        _schema = schema;
        _documents = new DocumentWriter(schema);
        _directory = FSDirectory.Open(folder);
        try
        {
            _writer = new IndexWriter(_directory, Configuration(mode));
            _searchers = new SearcherManager(_writer, applyAllDeletes: true, new WeighingSearchers());
            _committed = Own(_writer.CommitData);
        }
        catch
        {
            _writer?.Dispose();
            _directory.Dispose();
            throw;
        }
    }

    /// <summary>What the last commit carried, also after reopening; empty before the first.</summary>
    public IReadOnlyDictionary<string, string> CommittedData => _committed;

    /// <summary>Documents that can be found, as of the last <see cref="Refresh"/>.</summary>
    public int Count => WithSearcher(searcher => searcher.IndexReader.NumDocs);

    internal IndexSchema Schema => _schema;

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
        return reason is null ? new Opened(new SearchIndex(directory, schema, OpenMode.APPEND)) : new Unusable(reason);
    });

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
    /// <exception cref="ArgumentException">A document has a field that the schema lacks; those before it were added.</exception>
    public void Upsert(IEnumerable<IndexDocument> documents)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (var document in documents)
        {
            _writer.UpdateDocument(new Term(FieldNames.Id, document.Id), _documents.Write(document));
        }
    }

    /// <summary>Removes documents; an id that is not there is passed over.</summary>
    /// <param name="ids">Any number.</param>
    public void Delete(IEnumerable<string> ids)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _writer.DeleteDocuments([.. ids.Select(id => new Term(FieldNames.Id, id))]);
    }

    /// <summary>Makes everything written so far visible to the searches that begin from now on.</summary>
    public void Refresh()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _searchers.MaybeRefreshBlocking();
    }

    /// <summary>Makes everything written so far durable, together with what the caller wants to know on reopening.</summary>
    /// <param name="userData">Replaces that of the commit before; keys beginning with "search." are taken.</param>
    /// <exception cref="IOException">The disk is full or gone; the commit before still stands.</exception>
    public void Commit(IReadOnlyDictionary<string, string> userData)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        lock (_committing)
        {
            _writer.SetCommitData(new Dictionary<string, string>(userData)
            {
                [FormatKey] = Format,
                [SchemaKey] = Text(_schema.Version),
            });
            _writer.Commit();
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

        return WithSearcher(searcher => new Snapshot(_schema, searcher, _columns).Answer(request));
    }

    /// <summary>Closes the index and frees its folder. What was not committed is gone.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _searchers.Dispose();
        _writer.Rollback();
        _directory.Dispose();
    }

    internal T WithSearcher<T>(Func<IndexSearcher, T> answer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var searcher = _searchers.Acquire();
        try
        {
            return answer(searcher);
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

    // Compound files have no footer of their own, so a torn one would not show on opening.
    static IndexWriterConfig Configuration(OpenMode mode) => new(LuceneVersion.LUCENE_48, new FieldAnalyzers())
    {
        OpenMode = mode,
        Similarity = new BM25Similarity(1.2f, 0.75f),
        WriteLockTimeout = 0,
        UseCompoundFile = false,
        MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
    };

    sealed class WeighingSearchers : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) =>
            new(reader) { Similarity = new BM25Similarity(1.2f, 0.75f) };
    }
}
