using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class SearchIndexTests
{
    [Fact]
    public void A_document_is_found_after_refresh_and_not_before()
    {
        using var shelf = new Shelf();

        shelf.Index.Upsert([Book("1", "Bridges")]);
        Assert.Equal("", shelf.Find("bridges"));
        shelf.Index.Refresh();

        Assert.Equal("1", shelf.Find("bridges"));
        Assert.Equal(1, shelf.Index.Count);
    }

    [Fact]
    public void A_document_deleted_is_gone_after_refresh()
    {
        using var shelf = Of("en", "Bridges", "Roads");

        shelf.Index.Delete(["1", "unknown"]);
        shelf.Index.Refresh();

        Assert.Equal("2", shelf.Find(new MatchAll()));
    }

    [Fact]
    public void The_later_document_of_an_id_replaces_the_earlier()
    {
        using var shelf = Of("en", "Bridges");

        shelf.Put(Book("1", "Roads"), Book("1", "Rails"));

        Assert.Equal("", shelf.Find("bridges OR roads"));
        Assert.Equal("1", shelf.Find("rails"));
        Assert.Equal(1, shelf.Index.Count);
    }

    [Fact]
    public void What_a_commit_carried_survives_reopening()
    {
        using var shelf = Of("en", "Bridges");

        shelf.Index.Commit(new Dictionary<string, string> { ["sequence"] = "41" });
        shelf.Index.Commit(new Dictionary<string, string> { ["sequence"] = "42" });
        shelf.Put(Book("2", "Never committed"));
        Assert.IsType<Opened>(shelf.Reopen());

        Assert.Equal(new Dictionary<string, string> { ["sequence"] = "42" }, shelf.Index.CommittedData);
        Assert.Equal("1", shelf.Find(new MatchAll()));
    }

    [Fact]
    public void A_new_index_is_empty_and_carries_nothing()
    {
        using var shelf = new Shelf();

        Assert.IsType<Opened>(shelf.Reopen());

        Assert.Equal(0, shelf.Index.Count);
        Assert.Empty(shelf.Index.CommittedData);
    }

    [Fact]
    public void Creating_replaces_what_was_there()
    {
        using var shelf = Of("en", "Bridges");
        shelf.Index.Commit(new Dictionary<string, string>());
        shelf.Index.Dispose();

        using var fresh = ((Opened)SearchIndex.Create(shelf.Folder, Schema)).Index;

        Assert.Equal(0, fresh.Count);
    }

    [Fact]
    public void A_second_opening_is_told_that_the_index_is_locked()
    {
        using var shelf = new Shelf();

        Assert.IsType<Locked>(SearchIndex.Open(shelf.Folder, Schema));
        Assert.IsType<Locked>(SearchIndex.Create(shelf.Folder, Schema));
    }

    // A lock that cannot be written stands for a folder that cannot: permissions do not bind every account.
    [Fact]
    public void An_index_that_cannot_be_written_is_searched_and_says_so()
    {
        using var shelf = Of("en", "Bridges");
        shelf.Index.Commit(new Dictionary<string, string> { ["sequence"] = "7" });
        shelf.Index.Dispose();
        var held = Path.Combine(shelf.Folder, "write.lock");
        File.Delete(held);
        Directory.CreateDirectory(held);

        Assert.IsType<Opened>(shelf.Reopen());

        Assert.Equal("1", shelf.Find("bridges"));
        Assert.Equal("7", shelf.Index.CommittedData["sequence"]);
        Assert.Equal("The folder of the index cannot be written.", shelf.Index.Obstacle);
        var refused = Assert.Throws<IOException>(() => shelf.Index.Upsert([Book("2")]));
        Assert.Equal(shelf.Index.Obstacle, refused.Message);
        Assert.Throws<IOException>(() => shelf.Index.Delete(["1"]));
        Assert.Throws<IOException>(() => shelf.Index.Commit(new Dictionary<string, string>()));
        shelf.Index.Refresh();
        Assert.Equal(1, shelf.Index.Count);
    }

    // Folders where the next files of Lucene's would stand: to write them fails, as on a full disk.
    [Fact]
    public void After_a_write_that_failed_the_index_is_searched_and_the_commit_before_stands()
    {
        using var shelf = Of("en", "Bridges");
        shelf.Index.Commit(new Dictionary<string, string> { ["sequence"] = "7" });
        List<string> inTheWay = [.. "0123456789abcdef".Select(number => Path.Combine(shelf.Folder, $"_{number}.fnm"))
            .Where(path => !File.Exists(path))];
        inTheWay.ForEach(path => Directory.CreateDirectory(path));

        Assert.Throws<IOException>(() => shelf.Put(Book("2", "Tunnels")));

        Assert.StartsWith("The index could not be written: ", shelf.Index.Obstacle);
        Assert.Equal("1", shelf.Find("bridges"));
        Assert.Equal("", shelf.Find("tunnels"));
        var refused = Assert.Throws<IOException>(() => shelf.Put(Book("3")));
        Assert.Equal(shelf.Index.Obstacle, refused.Message);

        inTheWay.ForEach(Directory.Delete);
        Assert.IsType<Opened>(shelf.Reopen());
        Assert.Equal("7", shelf.Index.CommittedData["sequence"]);
        shelf.Put(Book("2", "Tunnels"));
        Assert.Equal("2", shelf.Find("tunnels"));
        Assert.Null(shelf.Index.Obstacle);
    }

    [Fact]
    public void A_folder_without_an_index_is_unusable()
    {
        var empty = Directory.CreateTempSubdirectory("shelf-");

        Assert.IsType<Unusable>(SearchIndex.Open(empty.FullName, Schema));
        empty.Delete();
        Assert.IsType<Unusable>(SearchIndex.Open(empty.FullName, Schema));
    }

    [Fact]
    public void A_place_that_cannot_be_a_folder_is_unusable()
    {
        var file = Path.GetTempFileName();

        Assert.IsType<Unusable>(SearchIndex.Create(Path.Combine(file, "index"), Schema));

        File.Delete(file);
    }

    [Fact]
    public void An_index_of_another_schema_version_is_unusable()
    {
        using var shelf = new Shelf();

        var opening = Assert.IsType<Unusable>(shelf.Reopen(new IndexSchema(2).Text("title")));

        Assert.Contains("schema version 1, not 2", opening.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_that_is_missing_truncated_or_empty_makes_the_index_unusable()
    {
        foreach (var file in CommittedFiles())
        {
            AssertUnusable(file, File.Delete);
            AssertUnusable(file, path => Shorten(path, 0));
            AssertUnusable(file, path => Shorten(path, new FileInfo(path).Length - 1));
            AssertUnusable(file, path => Shorten(path, new FileInfo(path).Length / 2));
        }
    }

    [Fact]
    public void Garbage_in_the_list_of_segments_makes_the_index_unusable()
    {
        var list = CommittedFiles().Single(file => file.StartsWith("segments_", StringComparison.Ordinal));

        AssertUnusable(list, path => File.WriteAllBytes(path, [.. Enumerable.Range(0, 200).Select(i => (byte)(i * 37))]));
        AssertUnusable(list, path =>
        {
            var bytes = File.ReadAllBytes(path);
            bytes[bytes.Length / 2] ^= 0x55;
            File.WriteAllBytes(path, bytes);
        });
    }

    [Fact]
    public void Every_member_of_a_disposed_index_says_so()
    {
        using var shelf = new Shelf();

        shelf.Index.Dispose();
        shelf.Index.Dispose();

        Assert.Throws<ObjectDisposedException>(() => shelf.Index.Upsert([Book("1")]));
        Assert.Throws<ObjectDisposedException>(() => shelf.Index.Delete(["1"]));
        Assert.Throws<ObjectDisposedException>(() => shelf.Index.Refresh());
        Assert.Throws<ObjectDisposedException>(() => shelf.Index.Commit(new Dictionary<string, string>()));
        Assert.Throws<ObjectDisposedException>(() => shelf.Index.Count);
        Assert.Throws<ObjectDisposedException>(() => shelf.Index.Search(new SearchRequest()));
    }

    [Fact]
    public async Task Searches_during_writing_see_hits_and_counts_that_agree()
    {
        using var shelf = new Shelf();
        using var done = new CancellationTokenSource();
        var request = new SearchRequest { Facets = [new CodeFacet("topic")], Size = 5 };

        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                var result = shelf.Index.Search(request);
                var counted = result.Facets["topic"].Sum(count => count.Count);
                Assert.Equal(result.Total, counted);
            }
        })).ToArray();
        for (var round = 0; round < 30; round++)
        {
            var topic = $"t{round % 7}";
            shelf.Put([.. Enumerable.Range(0, 40).Select(i => Book($"{(round * 13) + i}").Facet("topic", topic))]);
            shelf.Index.Delete([$"{round}"]);
            shelf.Index.Commit(new Dictionary<string, string> { ["round"] = $"{round}" });
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    static void AssertUnusable(string file, Action<string> tear)
    {
        using var shelf = Committed();
        shelf.Index.Dispose();

        tear(Path.Combine(shelf.Folder, file));

        Assert.IsType<Unusable>(SearchIndex.Open(shelf.Folder, Schema));
        using var fresh = Assert.IsType<Opened>(SearchIndex.Create(shelf.Folder, Schema)).Index;
        Assert.Equal(0, fresh.Count);
    }

    static string[] CommittedFiles()
    {
        using var shelf = Committed();
        shelf.Index.Dispose();
        string[] besides = ["write.lock", "segments.gen"];
        return [.. Directory.GetFiles(shelf.Folder).Select(path => Path.GetFileName(path)!).Except(besides)];
    }

    static Shelf Committed()
    {
        var shelf = new Shelf();
        shelf.Put([.. Enumerable.Range(0, 50).Select(i => Book($"{i}", $"Book number {i}").Facet("topic", $"t{i % 5}"))]);
        shelf.Index.Commit(new Dictionary<string, string> { ["sequence"] = "1" });
        return shelf;
    }

    static void Shorten(string path, long length)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(length);
    }
}
