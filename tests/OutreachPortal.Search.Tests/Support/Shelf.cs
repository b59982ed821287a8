namespace OutreachPortal.Search.Tests;

/// <summary>A real index in a temporary folder: books, because the library knows nothing of its callers.</summary>
sealed class Shelf : IDisposable
{
    public static readonly IndexSchema Schema = new IndexSchema(1)
        .Text("title", 3).Text("summary").Keyword("mark").Facet("topic").Facet("land").Number("year").Stored("note");

    public static readonly QueryTextOptions Options = new()
    {
        Fields = new Dictionary<string, string>
        {
            ["title"] = "title", ["summary"] = "summary", ["mark"] = "mark", ["topic"] = "topic", ["year"] = "year",
        },
    };

    public Shelf()
    {
        Folder = Directory.CreateTempSubdirectory("shelf-").FullName;
        Index = ((Opened)SearchIndex.Create(Folder, Schema)).Index;
    }

    public string Folder { get; }

    public SearchIndex Index { get; private set; }

    /// <summary>A shelf of titles in one language, whose ids are "1", "2" and so on.</summary>
    public static Shelf Of(string language, params string[] titles)
    {
        var shelf = new Shelf();
        shelf.Put([.. titles.Select((title, i) => Book($"{i + 1}", title, language))]);
        return shelf;
    }

    public static IndexDocument Book(string id, string title = "Untitled", string language = "en") =>
        new IndexDocument(id).Text("title", language, title);

    public void Put(params IndexDocument[] books)
    {
        Index.Upsert(books);
        Index.Refresh();
    }

    public SearchResult Search(string text, SearchSort? sort = null) =>
        Index.Search(new SearchRequest { Query = Text(text), Sort = sort ?? new ByRelevance(), Size = 1000 });

    /// <summary>The ids of what matches a text, in the order of ids, with spaces between.</summary>
    public string Find(string text) => Ids(Search(text, new Tiered([])));

    public string Find(Query query, SearchSort? sort = null) =>
        Ids(Index.Search(new SearchRequest { Query = query, Sort = sort ?? new Tiered([]), Size = 1000 }));

    public static TextQuery Text(string text) => new(QueryText.Parse(text, Options));

    public static string Ids(SearchResult result) => string.Join(' ', result.Hits.Select(hit => hit.Id));

    public IndexOpening Reopen(IndexSchema? schema = null)
    {
        Index.Dispose();
        var opening = SearchIndex.Open(Folder, schema ?? Schema);
        Index = opening is Opened opened ? opened.Index : Index;
        return opening;
    }

    public void Dispose()
    {
        Index.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
