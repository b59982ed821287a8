using System.Net;
using System.Net.Http.Headers;
using Ical.Net.CalendarComponents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Tests.Support;
using Calendar = Ical.Net.Calendar;

namespace OutreachPortal.Tests.Discovery;

/// <summary>What somebody who comes back finds changed.</summary>
public sealed class ChangingListTests : IAsyncLifetime
{
    readonly FakeTimeProvider _clock = Hours.At(Some.Noon);
    ServedHouse _house = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await ServedHouse.OpenAsync("minimal", _clock);
        await _house.WaitUntilReadyAsync();
        await _house.Services.PublishAsync("017", Some.Tender());
        await _house.WaitUntilFollowedAsync();
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_moved_deadline_moves_the_event_that_a_calendar_has()
    {
        var before = await EventAsync();
        await ExtendAsync();
        var after = await EventAsync();

        Assert.Equal(before.Uid, after.Uid);
        Assert.Equal(new DateTime(2026, 12, 15, 13, 0, 0, DateTimeKind.Utc), after.Start!.AsUtc);
        Assert.True(after.Sequence > before.Sequence);
        Assert.Equal("CONFIRMED", after.Status);
    }

    [Fact]
    public async Task A_cancelled_notice_stays_as_a_cancelled_event_and_release()
    {
        var before = await EventAsync();
        await ChangeAsync((publication, edition) =>
            publication.Move(edition.Opportunity, State.Cancelled, "source:nairobi-works"));
        var after = await EventAsync();
        var release = (await _house.JsonAsync("/en/opportunities.ocds.json?status=all")).GetProperty("releases")[0];

        Assert.Equal(("CANCELLED", before.Uid), (after.Status, after.Uid));
        Assert.True(after.Sequence > before.Sequence);
        Assert.Equal("cancelled", release.GetProperty("tender").GetProperty("status").GetString());
        Assert.Equal("tenderCancellation", release.GetProperty("tag")[0].GetString());
    }

    [Theory]
    [InlineData("atom"), InlineData("rss"), InlineData("json")]
    [InlineData("ics"), InlineData("csv"), InlineData("ocds.json")]
    public async Task The_tag_lasts_until_an_entry_or_a_deadline(string form)
    {
        var first = await TagAsync(form);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(first, await TagAsync(form));

        await ExtendAsync();
        var extended = await TagAsync(form);
        Assert.NotEqual(first, extended);

        _clock.Advance(TimeSpan.FromDays(40));
        Assert.NotEqual(extended, await TagAsync(form));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(form, extended)).StatusCode);
    }

    async Task<CalendarEvent> EventAsync() =>
        Assert.Single(Calendar.Load(await _house.Client.GetStringAsync("/en/opportunities.ics?status=all"))!.Events);

    async Task<EntityTagHeaderValue> TagAsync(string form) => (await GetAsync(form, null)).Headers.ETag!;

    async Task<HttpResponseMessage> GetAsync(string form, EntityTagHeaderValue? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/en/opportunities.{form}");
        if (tag is not null) request.Headers.IfNoneMatch.Add(tag);
        return await _house.Client.SendAsync(request);
    }

    Task ExtendAsync() => ChangeAsync((publication, edition) =>
    {
        var later = new Deadline(new LocalDateTime(2026, 12, 15, 16, 0), "Africa/Nairobi");
        publication.Amend(edition, 2, Some.Tender() with { Deadline = later }, null);
    });

    async Task ChangeAsync(Action<Publication, Edition> change)
    {
        await _house.DoAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var edition = await db.Editions.Include(entry => entry.Opportunity).SingleAsync();
            var publication = services.GetRequiredService<Publication>();
            change(publication, edition);
            await publication.CommitAsync();
        });
        await _house.WaitUntilFollowedAsync();
    }
}
