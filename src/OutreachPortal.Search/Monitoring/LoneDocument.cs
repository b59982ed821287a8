using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using LuceneQuery = Lucene.Net.Search.Query;

namespace OutreachPortal.Search;

/// <summary>An index of one document in memory, made when the first question needs it.</summary>
sealed class LoneDocument(IndexSchema schema, IndexDocument document) : IDisposable
{
    RAMDirectory? _files;
    IndexReader? _reader;
    IndexSearcher? _searcher;

    /// <summary>Whether the phrase is in any of the fields, in any of its forms.</summary>
    public bool Has(WordSpellings phrase, IReadOnlyList<string> fields) =>
        fields.Any(field => phrase.Singles.Any(word => Finds(new TermQuery(new Term(field, new BytesRef(word)))))
            || phrase.Phrases(field).Any(Finds));

    public void Dispose()
    {
        _reader?.Dispose();
        _files?.Dispose();
    }

    bool Finds(LuceneQuery query)
    {
        _searcher ??= Open();
        return _searcher.Search(query, 1).TotalHits > 0;
    }

    IndexSearcher Open()
    {
        _files = new RAMDirectory();
        using (var gaps = new DocumentWriter.Gaps())
        using (var writer = new IndexWriter(_files, new IndexWriterConfig(LuceneVersion.LUCENE_48, gaps)))
        {
            writer.AddDocument(new DocumentWriter(schema).Write(document));
        }

        _reader = DirectoryReader.Open(_files);
        return new IndexSearcher(_reader);
    }
}
