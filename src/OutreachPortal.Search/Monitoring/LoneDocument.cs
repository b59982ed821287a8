using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>An index of one document in memory, made when the first question needs it.</summary>
sealed class LoneDocument(IndexSchema schema, IndexDocument document) : IDisposable
{
    RAMDirectory? _files;
    IndexReader? _reader;
    IndexSearcher? _searcher;

    /// <summary>Whether the phrase is in any of the fields.</summary>
    public bool Has(PhraseText phrase, IReadOnlyList<string>? fields)
    {
        _searcher ??= Open();
        var query = new TextTranslation(schema, _reader!, fields).Of(phrase with { Field = null });
        return _searcher.Search(new ConstantScoreQuery(query), 1).TotalHits > 0;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _files?.Dispose();
    }

    IndexSearcher Open()
    {
        _files = new RAMDirectory();
        using (var analyzers = new FieldAnalyzers())
        using (var writer = new IndexWriter(_files, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzers)))
        {
            writer.AddDocument(new DocumentWriter(schema).Write(document));
        }

        _reader = DirectoryReader.Open(_files);
        return new IndexSearcher(_reader);
    }
}
