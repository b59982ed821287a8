using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class RecordMemoTests
{
    /// <summary>More documents than places: each place has several, one after the other.</summary>
    [Fact]
    public void Every_hit_comes_with_its_own_id_and_fields_however_often_it_is_found()
    {
        using var shelf = new Shelf();
        shelf.Put([.. Enumerable.Range(0, 3 * RecordMemo.Places).Select(i => Book($"{i:0000}").Store("note", $"note {i}"))]);

        for (var time = 0; time < 2; time++)
        {
            for (var offset = 0; offset < 3 * RecordMemo.Places; offset += 100)
            {
                var page = shelf.Index.Search(new SearchRequest { Sort = new Tiered([]), Offset = offset, Size = 100 });
                Assert.All(page.Hits, (hit, place) => Assert.Equal(
                    ($"{offset + place:0000}", $"note {offset + place}"), (hit.Id, hit.Stored["note"])));
            }
        }
    }

    [Fact]
    public void A_document_that_changed_comes_as_it_is_now()
    {
        using var shelf = new Shelf();
        shelf.Put(Book("1").Store("note", "before"));
        Assert.Equal("before", NoteOf("1"));

        shelf.Put(Book("1").Store("note", "after"));

        Assert.Equal("after", NoteOf("1"));

        string NoteOf(string id) => shelf.Index.Search(new SearchRequest()).Hits.Single(hit => hit.Id == id).Stored["note"];
    }

    [Fact]
    public void What_is_long_is_not_kept()
    {
        var memo = new RecordMemo();

        memo.Keep(1, "one", new byte[RecordMemo.Longest]);
        memo.Keep(2, "two", new byte[RecordMemo.Longest + 1]);

        Assert.Equal(("one", null), (memo.Find(1)?.Id, memo.Find(2)?.Id));
        Assert.Null(memo.Find(1 + RecordMemo.Places));
    }
}
