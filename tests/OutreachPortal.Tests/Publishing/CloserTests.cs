using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Publishing;

public sealed class CloserTests
{
    const string By = "source:nairobi-works";
    static readonly Duration Instantly = Duration.FromMilliseconds(1);

    readonly FakeTimeProvider _clock = Hours.At(Some.Noon);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_passed_deadline_is_told_once(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.Services.PublishAsync("017", Some.Tender());

        GoTo(Some.Tender().Deadline!.Instant - Instantly);
        await CloseAsync(house);
        Assert.Equal([Change.Published], await house.AskAsync(ChangesAsync));

        GoTo(Some.Tender().Deadline!.Instant);
        await CloseAsync(house);
        await CloseAsync(house);
        Assert.Equal([Change.Published, Change.Closed], await house.AskAsync(ChangesAsync));
        Assert.Equal(1, await house.AskAsync(db => db.Statuses.CountAsync(status => status.State == State.Published)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_was_over_when_it_became_public_is_not_told(string provider)
    {
        await using var house = await OpenAsync(provider);
        GoTo(Some.Tender().Deadline!.Instant);
        await house.Services.PublishAsync(
            ("017", Some.Tender()), ("018", Some.Tender() with { Deadline = null, InvitesAnswer = false }));

        GoTo(Some.Tender().Deadline!.Instant + Duration.FromDays(400));
        await CloseAsync(house);

        Assert.Equal([Change.Published, Change.Published], await house.AskAsync(ChangesAsync));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_deadline_that_was_moved_is_told_when_it_passes(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.Services.PublishAsync("017", Some.Tender());
        GoTo(Some.Tender().Deadline!.Instant);
        await CloseAsync(house);

        var later = new Deadline(new LocalDateTime(2026, 12, 20, 16, 0), "Africa/Nairobi");
        await ChangeAsync(house, (publication, edition) =>
            publication.Amend(edition, 2, Some.Tender() with { Deadline = later }, null));
        await CloseAsync(house);
        GoTo(later.Instant);
        await CloseAsync(house);

        Assert.Equal(
            [Change.Published, Change.Closed, Change.Amended, Change.Closed], await house.AskAsync(ChangesAsync));
        Assert.Equal(2, await house.AskAsync(db =>
            db.Journal.OrderBy(entry => entry.Sequence).Select(entry => entry.Revision).LastAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_deadline_that_is_moved_into_the_past_is_told(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.Services.PublishAsync("017", Some.Tender());

        var gone = new Deadline(new LocalDateTime(2026, 11, 1, 16, 0), "Africa/Nairobi");
        await ChangeAsync(house, (publication, edition) =>
            publication.Amend(edition, 2, Some.Tender() with { Deadline = gone }, null));
        await CloseAsync(house);

        Assert.Equal([Change.Published, Change.Amended, Change.Closed], await house.AskAsync(ChangesAsync));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_the_source_has_ended_does_not_end_again(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.Services.PublishAsync("017", Some.Tender());
        await ChangeAsync(house, (publication, edition) =>
            publication.Move(edition.Opportunity, State.Cancelled, By));

        GoTo(Some.Tender().Deadline!.Instant);
        await CloseAsync(house);

        Assert.Equal([Change.Published, Change.Cancelled], await house.AskAsync(ChangesAsync));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_notice_without_deadline_closes_when_it_is_no_longer_young(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.Services.PublishAsync("017", Some.Tender() with { Deadline = null });

        GoTo(Some.Noon + Duration.FromDays(89));
        await CloseAsync(house);
        Assert.Equal([Change.Published], await house.AskAsync(ChangesAsync));

        GoTo(Some.Noon + Duration.FromDays(90));
        await CloseAsync(house);
        Assert.Equal([Change.Published, Change.Closed], await house.AskAsync(ChangesAsync));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Several_processes_tell_each_closing_once(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.Services.PublishAsync(
            [.. Enumerable.Range(0, 30).Select(number => ($"{number}", Some.Tender()))]);
        GoTo(Some.Tender().Deadline!.Instant);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var own = new Pulse(house.Services.GetRequiredService<DataDirectory>());
            await CloseAsync(house, new Leases(_clock, own));
        })));
        await CloseAsync(house);

        var closed = await house.AskAsync(db => db.Journal.Where(entry => entry.Change == Change.Closed)
            .Select(entry => entry.OpportunityId).ToListAsync());
        Assert.Equal((30, 30), (closed.Count, closed.Distinct().Count()));
    }

    [Fact]
    public async Task A_serving_house_tells_it_by_itself()
    {
        await using var house = await ServedHouse.OpenAsync("minimal", _clock);
        await house.WaitUntilReadyAsync();
        await house.Services.PublishAsync("017", Some.Tender());

        GoTo(Some.Tender().Deadline!.Instant);

        await ServedHouse.WaitForAsync(
            async () => (await house.JsonAsync("/api/v1/changes?since=0")).GetProperty("changes").GetArrayLength() == 2,
            "the closing is told");
        var told = (await house.JsonAsync("/api/v1/changes?since=1")).GetProperty("changes")[0];
        Assert.Equal("closed", told.GetProperty("change").GetString());
    }

    Task<HouseServices> OpenAsync(string provider) => HouseServices.OpenAsync(provider, clock: _clock);

    void GoTo(Instant instant) => _clock.SetUtcNow(instant.ToDateTimeOffset());

    /// <summary>As one process does it, until nothing is left; another one that is faster is waited for.</summary>
    static async Task CloseAsync(HouseServices house, Leases? leases = null)
    {
        using var closer = leases is null
            ? ActivatorUtilities.CreateInstance<Closer>(house.Services)
            : ActivatorUtilities.CreateInstance<Closer>(house.Services, leases);
        while (await closer.CloseDueAsync(CancellationToken.None) > 0)
        {
        }
    }

    static async Task ChangeAsync(HouseServices house, Action<Publication, Edition> change) =>
        await house.DoAsync(async services =>
        {
            var edition = await services.GetRequiredService<PortalDb>().Editions
                .Include(entry => entry.Opportunity).SingleAsync();
            var publication = services.GetRequiredService<Publication>();
            change(publication, edition);
            await publication.CommitAsync();
        });

    static Task<List<Change>> ChangesAsync(PortalDb db) =>
        db.Journal.OrderBy(entry => entry.Sequence).Select(entry => entry.Change).ToListAsync();
}
