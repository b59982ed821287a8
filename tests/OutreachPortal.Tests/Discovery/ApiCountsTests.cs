using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>A number beside a choice is the number of items one gets by choosing it; groups are those of the day of publication.</summary>
public sealed class ApiCountsTests(DemoHouse demo)
{
    [Theory]
    [InlineData("")]
    [InlineData("status=all")]
    [InlineData("kind=tender&group=ldc")]
    [InlineData("kind=tender&kind=job&group=ldc&group=sids&language=fr&language=en&status=all")]
    [InlineData("q=data OR network OR software&status=open&status=closed")]
    [InlineData("category=software&org=no-such-org")]
    [InlineData("from=NP&status=all&posted-from=2026-11-01")]
    public async Task A_count_is_the_total_one_gets_by_choosing_it(string query)
    {
        var house = await demo.House;
        var criteria = CriteriaReading.Of(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)).Criteria;
        var list = await house.JsonAsync($"/api/v1/opportunities?{criteria}");

        foreach (var facet in list.GetProperty("facets").EnumerateObject())
        {
            foreach (var value in facet.Value.EnumerateArray())
            {
                var chosen = criteria.Without(facet.Name).With(facet.Name, value.GetProperty("value").GetString()!);
                Assert.Equal(
                    (chosen.ToString(), value.GetProperty("count").GetInt32()), (chosen.ToString(), await house.TotalAsync(chosen.ToString())));
            }
        }
    }

    [Fact]
    public async Task Every_value_of_an_item_is_counted()
    {
        var house = await demo.House;
        var items = await house.ItemsAsync("status=all");
        var facets = await house.JsonAsync("/api/v1/facets?status=all");

        AssertCounts(facets, "country", items.SelectMany(item => Strings(item, "countries")));
        AssertCounts(facets, "group", items.SelectMany(item => Strings(item, "groups")));
        AssertCounts(facets, "kind", items.Select(item => item.GetProperty("kind").GetString()!));
        AssertCounts(facets, "type", items.Select(item => item.GetProperty("type").GetString()!));
        AssertCounts(facets, "status", items.Select(item => item.GetProperty("status").GetString()!));
        AssertCounts(facets, "org", items.Select(item => item.GetProperty("organisation").GetProperty("code").GetString()!));
    }

    [Fact]
    public async Task What_is_selected_is_marked()
    {
        var house = await demo.House;

        Assert.Equal(["open"], await SelectedAsync(house, "", "status"));
        Assert.Equal(["closed"], await SelectedAsync(house, "status=closed", "status"));
        Assert.Equal(["job"], await SelectedAsync(house, "kind=Job", "kind"));
        Assert.Empty(await SelectedAsync(house, "", "kind"));
    }

    [Fact]
    public async Task The_least_developed_are_those_of_the_day_of_publication()
    {
        var house = await demo.House;
        await using var db = house.OpenDb();
        var memberships = await db.GroupMemberships.AsNoTracking().Where(membership => membership.Group == "ldc").ToListAsync();
        var revisions = await db.Revisions.AsNoTracking().Include(revision => revision.Opportunity)
            .Where(revision => revision.Number == revision.Opportunity.Revision).ToListAsync();
        var expected = revisions
            .Where(revision => revision.Opportunity.State is not (State.Draft or State.Withdrawn))
            .Where(revision => revision.Content.Countries.Any(country => memberships.Exists(membership =>
                membership.Country == country && membership.Covers(revision.Opportunity.Published!.Value.InUtc().Date))))
            .Select(revision => revision.Opportunity.ShortId).ToList();

        var found = await house.ItemsAsync("group=ldc&status=all");

        Assert.NotEmpty(expected);
        Assert.Equal(expected.Order(), found.Select(item => item.Id()).Order());
        Assert.All(found, item => Assert.Contains("ldc", Strings(item, "groups")));
    }

    [Theory]
    [InlineData("LA")]
    [InlineData("NP")]
    public async Task A_tender_stays_in_the_group_its_country_left_a_day_later(string country)
    {
        var clock = Hours.At(Instant.FromUtc(2026, 11, 23, 23, 59, 59));
        await using var house = await ServedHouse.OpenAsync("minimal", clock);
        await house.WaitUntilReadyAsync();
        var before = await house.Services.PublishAsync("before", Some.Tender() with { Countries = [country] });
        clock.Advance(TimeSpan.FromSeconds(1));

        await house.Services.PublishAsync("after", Some.Tender() with { Countries = [country] });
        await house.WaitUntilFollowedAsync();

        Assert.Equal([before.ShortId], (await house.ItemsAsync("group=ldc")).Select(item => item.Id()));
        Assert.Equal(2, await house.TotalAsync("group=lldc"));
    }

    static void AssertCounts(JsonElement facets, string facet, IEnumerable<string> values) => Assert.Equal(
        values.CountBy(value => value).Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal),
        facets.GetProperty(facet).EnumerateArray()
            .Select(entry => (entry.GetProperty("value").GetString()!, entry.GetProperty("count").GetInt32()))
            .OrderBy(pair => pair.Item1, StringComparer.Ordinal));

    static async Task<IEnumerable<string>> SelectedAsync(ServedHouse house, string query, string facet) =>
        (await house.JsonAsync($"/api/v1/facets?{query}")).GetProperty(facet).EnumerateArray()
        .Where(entry => entry.GetProperty("selected").GetBoolean()).Select(entry => entry.GetProperty("value").GetString()!);

    static IEnumerable<string> Strings(JsonElement item, string name) =>
        item.GetProperty(name).EnumerateArray().Select(entry => entry.GetString()!);
}
