using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using LuceneQuery = Lucene.Net.Search.Query;

namespace OutreachPortal.Search;

/// <summary>One document as an index would hold it, made when the first question needs it.</summary>
sealed class LoneDocument(IndexSchema schema, IndexDocument document) : IDisposable
{
    GatheredReader? _reader;
    IndexSearcher? _searcher;

    /// <summary>Whether the phrase is in any of the fields, in any of its forms.</summary>
    public bool Has(WordSpellings phrase, IReadOnlyList<string> fields) =>
        fields.Any(field => phrase.Singles.Any(word => Finds(new TermQuery(new Term(field, new BytesRef(word)))))
            || phrase.Phrases(field).Any(Finds));

    public void Dispose() => _reader?.Dispose();

    bool Finds(LuceneQuery query)
    {
        _searcher ??= Open();
        return _searcher.Search(query, 1).TotalHits > 0;
    }

    IndexSearcher Open()
    {
        var gathering = new Gathering();
        new DocumentWriter(schema).Write(document, gathering);
        _reader = new GatheredReader(gathering);
        return new IndexSearcher(_reader);
    }
}
