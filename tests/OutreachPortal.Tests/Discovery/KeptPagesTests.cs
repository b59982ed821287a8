using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Discovery;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>Pages that are kept, and never a second longer than they are true.</summary>
public sealed class KeptPagesTests : IAsyncLifetime
{
    readonly FakeTimeProvider _clock = Hours.At(Some.Noon);
    ServedHouse _house = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await ServedHouse.OpenAsync("minimal", _clock);
        await _house.WaitUntilReadyAsync();
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task An_item_leaves_every_kept_list_the_second_it_closes()
    {
        var item = await PublishAsync("017", ClosingAt(12, 0, 30));
        string[] lists = ["/en", "/en/opportunities", "/fr/opportunities?kind=tender", "/en/opportunities.atom"];
        foreach (var list in lists) Assert.Contains(item.ShortId, await TextAsync(list), StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromSeconds(29.999));
        foreach (var list in lists) Assert.Contains(item.ShortId, await TextAsync(list), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        foreach (var list in lists) Assert.DoesNotContain(item.ShortId, await TextAsync(list), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_an_item_says_closed_the_second_it_closes()
    {
        var address = AddressOf(await PublishAsync("017", ClosingAt(12, 0, 30)));
        Assert.Empty((await _house.Client.PageAsync(address)).QuerySelectorAll(".band"));

        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Single((await _house.Client.PageAsync(address)).QuerySelectorAll(".band"));
    }

    [Fact]
    public async Task No_cache_between_is_told_to_keep_a_page_beyond_the_next_deadline()
    {
        await PublishAsync("017", ClosingAt(12, 0, 50));
        await PublishAsync("018", Some.Tender());

        Assert.Equal("public, max-age=50", await CacheControlAsync("/en/opportunities"));
        _clock.Advance(TimeSpan.FromSeconds(20.4));
        Assert.Equal("public, max-age=29", await CacheControlAsync("/en/opportunities"));
        Assert.Equal("public, max-age=29", await CacheControlAsync("/ar/opportunities?kind=tender"));
        _clock.Advance(TimeSpan.FromSeconds(29.6));
        Assert.Equal("public, max-age=60", await CacheControlAsync("/en/opportunities"));
    }

    [Fact]
    public async Task A_count_counts_no_item_that_has_closed_on_another_page()
    {
        await PublishAsync("017", ClosingAt(12, 0, 30));
        await PublishAsync("018", Some.Tender());
        const string SecondPage = "/en/opportunities?size=1&page=2";
        Assert.Equal(["2 results"], (await _house.Client.PageAsync(SecondPage)).Texts("[role=status]"));

        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["1 result"], (await _house.Client.PageAsync(SecondPage)).Texts("[role=status]"));
    }

    [Fact]
    public async Task A_journal_entry_ends_every_kept_page()
    {
        Assert.Equal(["0 results"], (await _house.Client.PageAsync("/en/opportunities")).Texts("[role=status]"));
        var before = await TextAsync("/en");

        await PublishAsync("017", Some.Tender());

        Assert.Equal(["1 result"], (await _house.Client.PageAsync("/en/opportunities")).Texts("[role=status]"));
        Assert.NotEqual(before, await TextAsync("/en"));
    }

    [Fact]
    public async Task Equal_criteria_written_differently_are_one_page()
    {
        await PublishAsync("017", Some.Tender());
        var tag = await TagAsync("/en/opportunities?kind=tender&group=developing&group=ldc");
        var kept = _house.Services.GetRequiredService<OutreachPortal.Shell.Shelf>().Size;

        foreach (var same in (string[])
            ["?group=ldc&group=developing&kind=TENDER", "?kind=tender&group=ldc&group=ldc&group=developing&page=1&utm_source=x", "?KIND=tender&group=ldc&group=developing&sort="])
            Assert.Equal(tag, await TagAsync($"/en/opportunities{same}"));

        Assert.Equal(kept, _house.Services.GetRequiredService<OutreachPortal.Shell.Shelf>().Size);
        Assert.NotEqual(tag, await TagAsync("/fr/opportunities?kind=tender&group=developing&group=ldc"));
        Assert.NotEqual(tag, await TagAsync("/en/opportunities?kind=tender&group=developing&group=ldc&more=country"));
    }

    [Fact]
    public async Task What_somebody_added_to_an_address_is_in_nobody_else_s_page()
    {
        var address = AddressOf(await PublishAsync("017", Some.Tender() with { Bodies = Texts.Of("en", Long) }));

        var first = await TextAsync($"{address}?from=NP&evil=%22%3E%3Cb%3E&text=en");
        var second = await TextAsync($"{address}?text=en&from=NP");

        Assert.DoesNotContain("evil", first, StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Whoever_has_a_page_is_told_that_it_is_the_same()
    {
        await PublishAsync("017", Some.Tender());
        using var again = new HttpRequestMessage(HttpMethod.Get, "/en/opportunities");
        again.Headers.TryAddWithoutValidation("If-None-Match", await TagAsync("/en/opportunities"));

        Assert.Equal(HttpStatusCode.NotModified, (await _house.Client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task The_bell_knows_the_next_of_all_deadlines()
    {
        var bell = _house.Services.GetRequiredService<ClosingBell>();
        Assert.Null(bell.NextAfter(Some.Noon));

        await PublishAsync("017", ClosingAt(12, 0, 30));
        await PublishAsync("018", ClosingAt(14, 0, 0));
        await PublishAsync("019", Some.Tender() with { Deadline = null });

        Assert.Equal(Some.Noon + Duration.FromSeconds(30), bell.NextAfter(Some.Noon));
        Assert.Equal(Some.Noon + Duration.FromHours(2), bell.NextAfter(Some.Noon + Duration.FromSeconds(30)));
        Assert.Equal(Some.Noon + Duration.FromDays(90), bell.NextAfter(Some.Noon + Duration.FromHours(2)));
        Assert.Null(bell.NextAfter(Some.Noon + Duration.FromDays(90)));
        Assert.Equal(Some.Noon + Duration.FromSeconds(30), bell.NextAfter(Some.Noon));
    }

    static string Long => string.Join("\n\n", Enumerable.Repeat("A paragraph of a long notice about water meters.", 900));

    static Content ClosingAt(int hour, int minute, int second) => Some.Tender() with
    {
        Deadline = new Deadline(new LocalDateTime(2026, 11, 15, hour, minute, second), "UTC"),
    };

    async Task<Opportunity> PublishAsync(string id, Content content)
    {
        var made = await _house.Services.PublishAsync(id, content);
        await _house.WaitUntilFollowedAsync();
        return made;
    }

    static string AddressOf(Opportunity opportunity) =>
        $"/en/opportunities/{opportunity.ShortId}-{ReferenceSlug.Of(opportunity.Reference)}";

    async Task<string> TextAsync(string address) => await _house.Client.GetStringAsync(address);

    async Task<string> TagAsync(string address) => (await _house.Client.GetAsync(address)).Headers.ETag!.ToString();

    async Task<string> CacheControlAsync(string address) =>
        (await _house.Client.GetAsync(address)).Headers.CacheControl!.ToString();
}
