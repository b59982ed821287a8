using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>"I am in …": what is marked, what is left out, and why.</summary>
public sealed class FromCountryTests : IAsyncLifetime
{
    ServedHouse _house = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await ServedHouse.OpenAsync("minimal", Hours.At(Some.Noon));
        await _house.WaitUntilReadyAsync();
        await _house.Services.PublishAsync(
            ("open", Some.Titled("For everybody")),
            ("ldc", Open("For the least developed", new Eligibility { Groups = ["ldc"] })),
            ("sids", Open("For islands and the least developed", new Eligibility { Groups = ["ldc", "sids"] })),
            ("swiss", Open("For the Swiss", new Eligibility { Nationalities = ["CH"] })),
            ("women", Open("Islands encouraged", new Eligibility { Encourages = ["sids", "women"] })));
        await _house.WaitUntilFollowedAsync();
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task What_a_country_may_not_answer_is_left_out_counted_and_explained()
    {
        var page = await _house.Client.PageAsync("/en/opportunities?from=KE");

        Assert.Equal(["2 results"], page.Texts("[role=status]"));
        Assert.Equal(
            ["3 opportunities are left out, because they cannot be answered from this country: Kenya. Show all"],
            page.Texts(".note > p"));
        Assert.Equal(
            [
                "Only for Least developed countries: 2", "Only for Small island developing States: 1",
                "Only for nationals of countries named in the notice: 1",
            ],
            page.Texts(".note li"));
        Assert.Equal("/en/opportunities", page.Href(".note a"));
    }

    [Theory]
    [InlineData("CH", 3, 2)]
    [InlineData("NP", 4, 1)]
    [InlineData("FJ", 3, 2)]
    public async Task Each_country_has_its_own_list(string country, int listed, int leftOut)
    {
        var page = await _house.Client.PageAsync($"/en/opportunities?from={country}");

        Assert.Equal(listed, Drawn.Number(page.Texts("[role=status]").Single()));
        Assert.StartsWith($"{leftOut} opportunit", page.Texts(".note > p").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_encourages_a_country_is_marked()
    {
        var page = await _house.Client.PageAsync("/en/opportunities?from=FJ&q=islands");

        Assert.Contains("Encourages responses from your country", page.Texts(".mark"));
        Assert.DoesNotContain(
            "Encourages responses from your country",
            (await _house.Client.PageAsync("/en/opportunities?from=CH&q=encouraged")).Texts(".mark"));
    }

    [Fact]
    public async Task Other_filters_hold_for_what_is_left_out_and_where_nothing_is_nothing_is_said()
    {
        Assert.StartsWith(
            "1 opportunity is",
            (await _house.Client.PageAsync("/en/opportunities?from=KE&q=swiss")).Texts(".note > p").Single(),
            StringComparison.Ordinal);
        Assert.Empty((await _house.Client.PageAsync("/en/opportunities?from=KE&q=everybody")).Texts(".note"));
        Assert.Empty((await _house.Client.PageAsync("/en/opportunities?q=swiss")).Texts(".note"));
    }

    [Fact]
    public async Task The_API_says_it_too()
    {
        var list = await _house.JsonAsync("/api/v1/opportunities?from=KE");

        Assert.Equal(2, list.GetProperty("total").GetInt32());
        Assert.Equal(4, list.GetProperty("notes").GetArrayLength());
    }

    [Fact]
    public async Task Its_page_shows_the_deadline_on_the_clocks_of_the_country_and_refuses_by_the_rule()
    {
        var address = (await _house.JsonAsync("/api/v1/opportunities?q=swiss")).GetProperty("items")[0].GetProperty("url").GetString();
        var page = await _house.Client.PageAsync($"{new Uri(address!).PathAndQuery}?from=NP");
        var facts = page.QuerySelector(".facts")!.TextContent;

        Assert.Contains("1 Dec 2026, 16:00 Nairobi", facts, StringComparison.Ordinal);
        Assert.Contains("1 Dec 2026, 13:00", facts, StringComparison.Ordinal);
        Assert.Contains("1 Dec 2026, 18:45 Kathmandu", facts, StringComparison.Ordinal);
        Assert.Contains("16 days left", facts, StringComparison.Ordinal);
        Assert.Contains(
            "Not open to suppliers or candidates from Nepal", page.QuerySelector(".apply")!.TextContent, StringComparison.Ordinal);
    }

    static Content Open(string title, Eligibility eligibility) => Some.Titled(title) with { Eligibility = eligibility };
}
