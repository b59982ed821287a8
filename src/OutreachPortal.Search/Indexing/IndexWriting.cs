using Lucene.Net.Index;
using Lucene.Net.Util;
using Directory = Lucene.Net.Store.Directory;

namespace OutreachPortal.Search;

/// <summary>
/// The writing half of a <see cref="SearchIndex"/>: gathers documents, hands them to Lucene, and remembers what keeps
/// it from doing so.
/// </summary>
sealed class IndexWriting(IndexSchema schema, IndexWriter? lucene, string? obstacle)
{
    // Bytes of documents that are gathered before a segment is written, which takes as much again while it is sorted.
    // Few large segments answer faster and are merged less, so a machine with much memory gathers more.
    static readonly long MostGathered = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 64, 64L << 20, 256L << 20);

    readonly DocumentWriter _documents = new(schema);
    readonly Lock _gathering = new();
    Gathering _gathered = new();
    volatile string? _obstacle = obstacle;

    /// <summary>Why nothing can be written; null while all is well.</summary>
    public string? Obstacle => _obstacle;

    /// <summary>Opens Lucene's writer.</summary>
    /// <exception cref="Lucene.Net.Store.LockObtainFailedException">Somebody has the index open.</exception>
    public static IndexWriter Open(Directory directory, OpenMode mode) => new(directory, Configuration(mode));

    public void Upsert(IndexDocument document)
    {
        lock (_gathering)
        {
            ThrowIfHindered();
            _documents.Write(document, _gathered);
            if (_gathered.Size >= MostGathered)
            {
                WriteGathered();
            }
        }
    }

    public void Delete(IEnumerable<string> ids)
    {
        lock (_gathering)
        {
            Term[] terms = [.. ids.Select(id => new Term(FieldNames.Id, id))];
            Write(writer => writer.DeleteDocuments(terms));
            Array.ForEach(terms, term => _gathered.Remove(term.Text));
        }
    }

    /// <summary>Makes a segment of what was gathered, so that a reader opened from now on has it.</summary>
    public void WriteGathered()
    {
        lock (_gathering)
        {
            var gathered = _gathered;
            if (gathered.Count > 0)
            {
                _gathered = new Gathering();
            }

            if (gathered.Ids.Count > 0)
            {
                Write(writer => Add(gathered, writer));
            }
        }
    }

    public void Commit(IDictionary<string, string> data)
    {
        WriteGathered();
        Write(writer =>
        {
            writer.SetCommitData(data);
            writer.Commit();
        });
    }

    // Lucene's merging writes the segment, from what its reader of segments would be told. Deletions are applied first,
    // so they do not reach the documents that they make room for. Adding a reader does not look
    // whether a merge is due.
    static void Add(Gathering gathered, IndexWriter writer)
    {
        writer.DeleteDocuments([.. gathered.Ids.Where(_ => writer.MaxDoc > 0).Select(id => new Term(FieldNames.Id, id))]);
        using var reader = new GatheredReader(gathered);
        writer.AddIndexes(reader);
        writer.MaybeMerge();
    }

    // A write that failed has lost the documents it was writing, so nothing is written after it: the commit before
    // stands, and what is searchable stays so.
    void Write(Action<IndexWriter> write)
    {
        ThrowIfHindered();
        try
        {
            write(lucene!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _obstacle = $"The index could not be written: {error.Message}";
            throw new IOException(_obstacle, error);
        }
    }

    void ThrowIfHindered()
    {
        if (_obstacle is { } hindrance)
        {
            throw new IOException(hindrance);
        }
    }

    // Compound files have no footer of their own, so a torn one would not show on opening.
    static IndexWriterConfig Configuration(OpenMode mode) => new(LuceneVersion.LUCENE_48, analyzer: null)
    {
        OpenMode = mode,
        WriteLockTimeout = 0,
        UseCompoundFile = false,
        MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
    };
}
