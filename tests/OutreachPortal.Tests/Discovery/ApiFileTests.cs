using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>One opportunity, and the changes of all, as the API tells them.</summary>
public sealed class ApiFileTests(DemoHouse demo)
{
    [Fact]
    public async Task One_item_is_an_item_of_the_list_and_more()
    {
        var house = await demo.House;
        var item = (await house.JsonAsync("/api/v1/opportunities?size=1")).GetProperty("items")[0];

        var file = await house.JsonAsync($"/api/v1/opportunities/{item.Id()}");

        Assert.All(item.EnumerateObject(), property =>
            Assert.Equal(property.Value.GetRawText(), file.GetProperty(property.Name).GetRawText()));
        Assert.All(
            new[] { "titles", "body", "documents", "eligibility", "history", "links" }, name => Assert.True(file.TryGetProperty(name, out _)));
        Assert.Equal("published", file.GetProperty("history")[0].GetProperty("change").GetString());
    }

    [Theory]
    [InlineData("0000000000")]
    [InlineData("no-such-id")]
    [InlineData("%00")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    public async Task What_is_not_there_is_404(string id)
    {
        var answer = await (await demo.House).Client.GetAsync($"/api/v1/opportunities/{id}");

        Assert.True(answer.StatusCode is HttpStatusCode.NotFound || id == "%00");
        if (id != "%00") Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_draft_is_404_and_a_withdrawn_item_is_410()
    {
        await using var house = await ServedHouse.OpenAsync(null, Hours.At(Some.Noon));
        await house.Services.RegisterSourceAsync();
        var (draft, withdrawn) = (Some.Opportunity("draft"), Some.Opportunity("withdrawn"));
        await house.DoAsync(async services =>
        {
            var publication = services.GetRequiredService<Publication>();
            publication.Draft(draft, Some.Tender(), null, "source:x");
            publication.Draft(withdrawn, Some.Tender(), null, "source:x");
            publication.Publish(withdrawn, null, "source:x");
            publication.Move(withdrawn, State.Withdrawn, "source:x", "Published by mistake.");
            await publication.CommitAsync();
        });

        Assert.Equal(HttpStatusCode.NotFound, (await house.Client.GetAsync($"/api/v1/opportunities/{draft.ShortId}")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await house.Client.GetAsync($"/api/v1/opportunities/{withdrawn.ShortId}")).StatusCode);
    }

    [Fact]
    public async Task Changes_come_in_order_and_without_a_gap()
    {
        var house = await demo.House;
        await using var db = house.OpenDb();
        var head = await Journal.HeadAsync(db, CancellationToken.None);

        List<JsonElement> changes = [];
        for (var since = 0L; since < head;)
        {
            var answer = await house.JsonAsync($"/api/v1/changes?since={since}&size=25");
            changes.AddRange(answer.GetProperty("changes").EnumerateArray());
            since = answer.GetProperty("next").GetInt64();
        }

        Assert.Equal(
            Enumerable.Range(1, (int)head).Select(number => (long)number),
            changes.Select(change => change.GetProperty("sequence").GetInt64()));
        Assert.All(changes, change => Assert.Equal(
            ["sequence", "change", "id", "revision", "at"], change.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(
            await db.Journal.OrderBy(entry => entry.Sequence).Select(entry => entry.Change).ToListAsync(),
            changes.Select(change => Enum.Parse<Change>(change.GetProperty("change").GetString()!, ignoreCase: true)));
    }

    [Fact]
    public async Task Beyond_the_head_there_is_nothing_yet()
    {
        var answer = await (await demo.House).JsonAsync("/api/v1/changes?since=1000000");

        Assert.Empty(answer.GetProperty("changes").EnumerateArray());
        Assert.Equal(1_000_000, answer.GetProperty("next").GetInt64());
    }

    [Theory]
    [InlineData("since=-1")]
    [InlineData("since=abc")]
    [InlineData("since=1&since=2")]
    [InlineData("since=1e3")]
    [InlineData("since=99999999999999999999")]
    [InlineData("since=0&size=0")]
    [InlineData("since=0&size=1001")]
    public async Task A_position_that_is_none_is_400(string query)
    {
        var answer = await (await demo.House).Client.GetAsync($"/api/v1/changes?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Every_address_of_the_list_leads_to_its_page()
    {
        var house = await demo.House;
        var items = (await house.JsonAsync("/api/v1/opportunities?size=5&status=all")).GetProperty("items");

        foreach (var item in items.EnumerateArray())
        {
            var path = new Uri(item.GetProperty("url").GetString()!).PathAndQuery;
            Assert.Equal(HttpStatusCode.OK, (await house.Client.GetAsync(path)).StatusCode);
        }
    }
}
