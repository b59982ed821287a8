using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

public sealed class ShelfTests
{
    const int Capacity = 20_000;

    readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 15, 12, 0, 0, TimeSpan.Zero));
    readonly Shelf _shelf;

    public ShelfTests() => _shelf = new Shelf(Capacity, _clock);

    [Fact]
    public void A_page_is_found_until_its_end_and_not_at_it()
    {
        _shelf.Put(Key("a"), Page(seconds: 30));

        Assert.NotNull(Find("a"));
        _clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.NotNull(Find("a"));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(Find("a"));
    }

    [Fact]
    public void A_page_of_an_earlier_version_is_not_found()
    {
        _shelf.Put(Key("a"), Page(version: 1));

        Assert.NotNull(Find("a", version: 1));
        Assert.Null(Find("a", version: 2));
    }

    [Fact]
    public void A_page_that_comes_late_does_not_take_the_place_of_newer_ones()
    {
        _shelf.Put(Key("a"), Page(version: 2));
        _shelf.Put(Key("b"), Page(version: 1));

        Assert.NotNull(Find("a", version: 2));
        Assert.Null(Find("b", version: 1));
    }

    [Fact]
    public void Its_size_never_exceeds_the_capacity_and_the_first_go_first()
    {
        for (var number = 0; number < 100; number++)
        {
            _shelf.Put(Key($"{number}"), Page(bytes: 2_000));
            Assert.InRange(_shelf.Size, 1, Capacity);
        }

        Assert.Null(Find("0"));
        Assert.NotNull(Find("99"));
        Assert.NotNull(Find("95"));
    }

    [Fact]
    public void What_is_larger_than_the_shelf_is_not_kept()
    {
        _shelf.Put(Key("a"), Page());
        _shelf.Put(Key("b"), Page(bytes: Capacity + 1));

        Assert.NotNull(Find("a"));
        Assert.Null(Find("b"));
    }

    [Fact]
    public void What_is_no_longer_true_makes_room_before_anything_else()
    {
        _shelf.Put(Key("a"), Page(bytes: 8_000, version: 1));
        _shelf.Put(Key("b"), Page(bytes: 100, version: 2));

        Assert.InRange(_shelf.Size, 100, 2_000);
    }

    [Fact]
    public void A_page_put_again_is_counted_until_the_first_is_dropped()
    {
        for (var time = 0; time < 50; time++) _shelf.Put(Key("a"), Page(bytes: 3_000));

        Assert.InRange(_shelf.Size, 1, Capacity);
        Assert.NotNull(Find("a"));
    }

    [Fact]
    public void A_query_once_read_leads_to_its_page_in_its_encoding()
    {
        _shelf.Learn(new PageKey("/en/a", "?x=1&y=2", "br"), "?x=1");
        _shelf.Put(new PageKey("/en/a", "?x=1", "br"), Page());

        Assert.NotNull(_shelf.FindAsSent(new PageKey("/en/a", "?x=1&y=2", "br"), 0, _clock.GetUtcNow()));
        Assert.Null(_shelf.FindAsSent(new PageKey("/en/a", "?x=1&y=2", "gzip"), 0, _clock.GetUtcNow()));
        Assert.Null(_shelf.FindAsSent(new PageKey("/en/a", "?x=2", "br"), 0, _clock.GetUtcNow()));
        Assert.Null(_shelf.FindAsSent(new PageKey("/fr/a", "?x=1&y=2", "br"), 0, _clock.GetUtcNow()));
    }

    [Fact]
    public void Spellings_are_forgotten_before_they_are_too_many()
    {
        _shelf.Put(Key("a"), Page());
        for (var number = 0; number < 100_000; number++) _shelf.Learn(new PageKey("a", $"?x={number}", "br"), "");

        Assert.InRange(_shelf.Spellings, 1, 4_096);
        Assert.NotNull(_shelf.FindAsSent(new PageKey("a", "?x=99999", "br"), 0, _clock.GetUtcNow()));
    }

    [Fact]
    public async Task Many_at_once_leave_it_within_its_capacity()
    {
        var found = new ConcurrentBag<bool>();
        await Parallel.ForAsync(0, 2_000, (number, _) =>
        {
            _shelf.Put(Key($"{number % 50}"), Page(bytes: 1_500, version: number / 500));
            found.Add(Find($"{number % 50}", number / 500) is not null);
            return ValueTask.CompletedTask;
        });

        Assert.Contains(true, found);
        Assert.InRange(_shelf.Size, 1, Capacity);
    }

    ShelvedPage? Find(string path, long version = 0) => _shelf.Find(Key(path), version, _clock.GetUtcNow());

    static PageKey Key(string path) => new(path, "", "br");

    ShelvedPage Page(int bytes = 100, long version = 0, int seconds = 60) =>
        new(200, new byte[bytes], [], "\"tag\"", version, _clock.GetUtcNow().AddSeconds(seconds));
}
