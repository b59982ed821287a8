using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>In which order a list stands, and what an hour changes in it.</summary>
public sealed class ApiOrderTests(DemoHouse demo)
{
    [Theory]
    [InlineData("status=all")]
    [InlineData("status=all&sort=closing&q=the OR de OR and")]
    public async Task Closing_sorts_open_by_deadline_then_without_one_then_closed_latest_first(string query)
    {
        var items = await (await demo.House).ItemsAsync(query);

        var sorted = items.OrderBy(Tier).ThenBy(DeadlineWithin).ThenBy(item => item.Id(), StringComparer.Ordinal);

        Assert.Equal(sorted.Select(item => item.Id()), items.Select(item => item.Id()));
        Assert.Equal([0, 1, 2], items.Select(Tier).Distinct());
    }

    [Fact]
    public async Task Newest_sorts_by_publication_and_ties_by_id()
    {
        var items = await (await demo.House).ItemsAsync("status=all&sort=newest");

        var sorted = items.OrderByDescending(item => item.GetProperty("published").GetString(), StringComparer.Ordinal)
            .ThenBy(item => item.Id(), StringComparer.Ordinal);

        Assert.Equal(sorted.Select(item => item.Id()), items.Select(item => item.Id()));
    }

    [Fact]
    public async Task Items_of_one_deadline_stand_by_id()
    {
        await using var house = await OpenAsync(Some.Noon);
        var made = await house.Services.PublishAsync([.. Enumerable.Range(0, 12).Select(number => ($"{number}", Some.Tender()))]);
        await house.WaitUntilFollowedAsync();

        var found = (await house.ItemsAsync("")).Select(item => item.Id());

        Assert.Equal(made.Select(item => item.ShortId).Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public async Task A_tender_is_closed_the_moment_its_deadline_comes()
    {
        var clock = Hours.At(Instant.FromUtc(2026, 12, 1, 12, 59, 59));
        await using var house = await OpenAsync(clock);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.WaitUntilFollowedAsync();
        Assert.Equal((1, 0), (await house.TotalAsync("status=open"), await house.TotalAsync("status=closed")));

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((0, 1), (await house.TotalAsync("status=open"), await house.TotalAsync("status=closed")));
        var list = await house.JsonAsync("/api/v1/opportunities?status=all");
        Assert.Equal("closed", list.GetProperty("items")[0].GetProperty("status").GetString());
        Assert.Equal("closed", list.GetProperty("facets").GetProperty("status")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task A_tender_without_a_deadline_is_open_for_ninety_days()
    {
        var clock = Hours.At(Some.Noon);
        await using var house = await OpenAsync(clock);
        await house.Services.PublishAsync(
            ("invites", Some.Tender() with { Deadline = null }), ("plan", Some.Tender() with { Deadline = null, InvitesAnswer = false }));
        await house.WaitUntilFollowedAsync();
        Assert.Equal(1, await house.TotalAsync(""));

        clock.Advance(TimeSpan.FromDays(90));

        Assert.Equal(0, await house.TotalAsync(""));
        Assert.Equal(2, await house.TotalAsync("status=closed"));
    }

    [Fact]
    public async Task Of_texts_that_match_alike_the_newer_comes_first()
    {
        var clock = Hours.At(Some.Noon);
        await using var house = await OpenAsync(clock);
        await house.Services.PublishAsync([.. Enumerable.Range(0, 8).Select(number => ($"{number}", Some.Tender()))]);
        clock.Advance(TimeSpan.FromDays(10));
        var newer = await house.Services.PublishAsync("newer", Some.Tender());
        await house.WaitUntilFollowedAsync();

        var items = await house.ItemsAsync("q=billing&sort=relevance");

        Assert.Equal(9, items.Count);
        Assert.Equal(newer.ShortId, items[0].Id());
    }

    [Fact]
    public async Task From_leaves_out_what_the_country_may_not_answer()
    {
        var clock = Hours.At(Instant.FromUtc(2026, 11, 20, 0, 0));
        await using var house = await OpenAsync(clock);
        await house.Services.PublishAsync(
            ("all", Some.Titled("For all")),
            ("kenya", Some.Titled("For Kenya") with { Eligibility = new Eligibility { Nationalities = ["KE"] } }),
            ("ldc", Some.Titled("For least developed") with { Eligibility = new Eligibility { Groups = ["ldc"] } }));
        await house.WaitUntilFollowedAsync();

        Assert.Equal(["For Kenya", "For all"], await TitlesAsync(house, "from=KE"));
        Assert.Equal(["For all", "For least developed"], await TitlesAsync(house, "from=np"));
        Assert.Equal(["For all"], await TitlesAsync(house, "from=FR"));

        clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(["For all"], await TitlesAsync(house, "from=NP"));
    }

    [Fact]
    public async Task Both_days_of_a_range_belong_to_it()
    {
        await using var house = await OpenAsync(Some.Noon);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.WaitUntilFollowedAsync();

        Assert.Equal(1, await house.TotalAsync("closing-from=2026-12-01&closing-to=2026-12-01"));
        Assert.Equal(0, await house.TotalAsync("closing-from=2026-12-02"));
        Assert.Equal(0, await house.TotalAsync("closing-to=2026-11-30"));
        Assert.Equal(1, await house.TotalAsync("posted-from=2026-11-15&posted-to=2026-11-15"));
        Assert.Equal(0, await house.TotalAsync("posted-from=2026-11-16"));
    }

    static Task<ServedHouse> OpenAsync(Instant now) => OpenAsync(Hours.At(now));

    static async Task<ServedHouse> OpenAsync(TimeProvider clock)
    {
        var house = await ServedHouse.OpenAsync("minimal", clock);
        await house.WaitUntilReadyAsync();
        return house;
    }

    static async Task<IEnumerable<string>> TitlesAsync(ServedHouse house, string query) =>
        (await house.ItemsAsync(query)).Select(item => item.GetProperty("title").GetString()!).Order(StringComparer.Ordinal);

    static int Tier(JsonElement item) => item.GetProperty("status").GetString() != "open" ? 2 : InstantOf(item) is null ? 1 : 0;

    /// <summary>Ascending among the open, descending among the others, where what has none stands last.</summary>
    static long DeadlineWithin(JsonElement item) => InstantOf(item) is not { } instant
        ? long.MaxValue
        : Tier(item) == 2 ? -instant.ToUnixTimeTicks() : instant.ToUnixTimeTicks();

    static Instant? InstantOf(JsonElement item) => item.GetProperty("deadline") is { ValueKind: JsonValueKind.Object } deadline
        ? InstantPattern.ExtendedIso.Parse(deadline.GetProperty("instant").GetString()!).Value
        : null;
}
