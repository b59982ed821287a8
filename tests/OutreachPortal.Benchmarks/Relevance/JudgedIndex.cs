using System.Text.Json;
using OutreachPortal.Search;

namespace OutreachPortal.Benchmarks.Relevance;

/// <summary>The documents of a judged collection in an index of ours, in a folder that is removed with it.</summary>
sealed class JudgedIndex : IDisposable
{
    const int Depth = 1000;

    static readonly IndexSchema Schema = new IndexSchema(1).Text("title", 3).Text("text");

    readonly string _folder = Directory.CreateTempSubdirectory("judged-").FullName;
    readonly SearchIndex _index;

    public JudgedIndex(IEnumerable<JudgedDocument> documents)
    {
        _index = ((Opened)SearchIndex.Create(_folder, Schema)).Index;
        _index.Upsert(documents.Select(document => new IndexDocument(document.Id)
            .Text("title", document.Language, document.Title).Text("text", document.Language, document.Text)));
        _index.Refresh();
    }

    /// <summary>The figures of each query, in their order.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="all">Whether every word is needed, as people's texts are read, or any will do, as programs may ask.</param>
    public List<Figures> Judge(IEnumerable<JudgedQuery> queries, bool all) =>
        [.. queries.Select(query => Figures.Of(Ranking(query.Text, all), query.Grades))];

    /// <summary>The ids of what a text finds, the best first.</summary>
    public List<string> Ranking(string text, bool all)
    {
        var request = all
            ? new SearchRequest { Query = new TextQuery(QueryText.Parse(text, new QueryTextOptions())) }
            : QueryDsl.Read(AnyOf(text), Schema).Request!;
        return [.. _index.Search(request with { Size = Depth }).Hits.Select(hit => hit.Id)];
    }

    static string AnyOf(string text) =>
        """{"query":{"simple_query_string":{"query":@}}}""".Replace("@", JsonSerializer.Serialize(text), StringComparison.Ordinal);

    public void Dispose()
    {
        _index.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
