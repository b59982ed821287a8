using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class GatheringTests
{
    [Fact]
    public void A_document_removed_before_it_was_written_is_never_found()
    {
        using var shelf = new Shelf();

        shelf.Index.Upsert([Book("1", "Bridges"), Book("2", "Bridges")]);
        shelf.Index.Delete(["1"]);
        shelf.Index.Refresh();

        Assert.Equal("2", shelf.Find("bridges"));
        Assert.Equal(1, shelf.Index.Count);
    }

    [Fact]
    public void A_document_removed_and_added_again_is_found_once()
    {
        using var shelf = Of("en", "Bridges");

        shelf.Index.Delete(["1"]);
        shelf.Index.Upsert([Book("1", "Roads")]);
        shelf.Index.Delete(["1"]);
        shelf.Index.Upsert([Book("1", "Rails")]);
        shelf.Index.Refresh();

        Assert.Equal("1", shelf.Find(new MatchAll()));
        Assert.Equal("1", shelf.Find("rails"));
    }

    [Fact]
    public void When_all_that_was_gathered_is_removed_nothing_is_written()
    {
        using var shelf = Of("en", "Bridges");

        shelf.Index.Upsert([Book("2", "Roads")]);
        shelf.Index.Delete(["2"]);
        shelf.Index.Commit(new Dictionary<string, string>());
        shelf.Index.Refresh();

        Assert.Equal("1", shelf.Find(new MatchAll()));
    }

    [Fact]
    public void Of_a_document_that_the_schema_refuses_nothing_is_kept()
    {
        using var shelf = Of("en", "Bridges");

        Assert.Throws<ArgumentException>(() =>
            shelf.Index.Upsert([Book("2", "Roads"), Book("1", "Rails").Number("pages", 7), Book("3", "Canals")]));
        shelf.Index.Refresh();

        Assert.Equal("1 2", shelf.Find(new MatchAll()));
        Assert.Equal("1", shelf.Find("bridges"));
        Assert.Equal("", shelf.Find("rails OR canals"));
    }

    [Fact]
    public void A_document_replaced_after_it_was_written_is_found_by_its_new_words_only()
    {
        using var shelf = new Shelf();
        shelf.Put([.. Enumerable.Range(0, 100).Select(i => Book($"{i}", $"Old book {i}").Facet("topic", "old"))]);

        shelf.Put([.. Enumerable.Range(50, 100).Select(i => Book($"{i}", $"New book {i}").Facet("topic", "new").Number("year", i))]);

        var all = shelf.Index.Search(new SearchRequest { Facets = [new CodeFacet("topic")], Size = 0 });
        Assert.Equal(150, all.Total);
        Assert.Equal(["new:100", "old:50"], all.Facets["topic"].Select(count => $"{count.Value}:{count.Count}"));
        Assert.Equal(100, shelf.Search("new").Total);
        Assert.Equal("149", shelf.Find("149"));
    }

    [Fact]
    public async Task Small_segments_are_merged()
    {
        using var shelf = new Shelf();

        for (var i = 0; i < 60; i++)
        {
            shelf.Put(Book($"{i}"));
        }

        while (Segments() > 30)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            shelf.Index.Refresh();
        }

        Assert.Equal(60, shelf.Index.Count);

        int Segments() => shelf.Index.WithSnapshot(snapshot => snapshot.Segments.Length);
    }

    [Fact]
    public void What_is_read_in_memory_is_what_is_read_from_disk()
    {
        var random = new Random(7);
        IndexDocument[] books = [.. Enumerable.Range(0, 60).Select(i => Book($"{i}", Scraps.Text(random))
            .Text("summary", "fr", Scraps.Text(random)).Text("summary", "ru", Scraps.Text(random))
            .Facet("topic", $"t{i % 7}").Facet("topic", $"t{i % 3}").Keyword("mark", $"M/{i}").Number("year", i * i))];
        var gathering = new Gathering();
        Array.ForEach(books, book => new DocumentWriter(Schema).Write(book, gathering));
        using var gathered = new GatheredReader(gathering);
        using var shelf = new Shelf();
        shelf.Put(books);

        shelf.Index.WithSnapshot(snapshot =>
        {
            foreach (var field in gathered.Fields)
            {
                Assert.Equal(Postings(snapshot.Segments[0].Reader, field), Postings(gathered, field));
            }

            return true;
        });
        Assert.Equal(["_id", "_present", "mark", "mark~", "summary", "title", "topic~"], gathered.Fields.Order(StringComparer.Ordinal));
    }

    static List<string> Postings(AtomicReader reader, string field)
    {
        List<string> postings = [];
        var terms = reader.GetTerms(field)!.GetEnumerator();
        while (terms.MoveNext())
        {
            Assert.True(reader.GetTerms(field)!.GetEnumerator().SeekExact(BytesRef.DeepCopyOf(terms.Term)));
            var placed = terms.DocsAndPositions(null, null);
            var documents = placed ?? terms.Docs(null, null, DocsFlags.NONE);
            while (documents.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
            {
                var places = placed is not null
                    ? string.Join(' ', Enumerable.Range(0, placed.Freq).Select(_ => placed.NextPosition())) : "";
                postings.Add($"{terms.Term.Utf8ToString()} {terms.DocFreq} {documents.DocID}: {places}");
            }
        }

        return postings;
    }
}
