using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Publishing;

public sealed class PublicationTests
{
    const string By = "source:nairobi-works";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_draft_is_kept_and_not_announced(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await house.Services.RegisterSourceAsync();

        await house.DoAsync(async services =>
        {
            var publication = services.GetRequiredService<Publication>();
            publication.Draft(Some.Opportunity(), Some.Tender(), null, By);
            await publication.CommitAsync();
        });

        Assert.Equal([State.Draft], await house.AskAsync(StatesAsync));
        Assert.Empty(await house.AskAsync(ChangesAsync));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Every_decision_is_a_status_and_an_entry(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await house.Services.PublishAsync("017", Some.Tender());

        await ChangeAsync(house, (publication, edition) =>
        {
            publication.Amend(edition, 2, Some.Titled("Billing software, second call"), null);
            publication.Move(edition.Opportunity, State.Cancelled, By, "The works were merged.");
            publication.Move(edition.Opportunity, State.Withdrawn, By);
        });

        Assert.Equal(
            [State.Draft, State.Published, State.Cancelled, State.Withdrawn], await house.AskAsync(StatesAsync));
        Assert.Equal(
            [Change.Published, Change.Amended, Change.Cancelled, Change.Withdrawn], await house.AskAsync(ChangesAsync));
        Assert.Equal([1, 2, 2, 2], await house.AskAsync(db =>
            db.Journal.OrderBy(entry => entry.Sequence).Select(entry => entry.Revision).ToListAsync()));
        Assert.Equal("The works were merged.", await house.AskAsync(db =>
            db.Statuses.Where(status => status.State == State.Cancelled).Select(status => status.Why).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_fails_leaves_nothing(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        var first = await house.Services.PublishAsync("017", Some.Tender());
        await using (var db = house.OpenDb())
        {
            // Somebody wrote a number that the counter has not given out:
            // the next one that takes it fails at the journal.
            db.Journal.Add(new JournalEntry
            {
                Sequence = 2, OpportunityId = first.Id, Revision = 1, Change = Change.Amended, At = Some.Noon,
            });
            await db.SaveChangesAsync();
        }

        await Assert.ThrowsAnyAsync<DbUpdateException>(() =>
            house.Services.PublishAsync("018", Some.Tender() with { Organisation = new("mombasa", "Mombasa") }));

        Assert.Equal(1, await house.AskAsync(db => db.Opportunities.CountAsync()));
        Assert.Equal([State.Draft, State.Published], await house.AskAsync(StatesAsync));
        Assert.Equal(1, await house.AskAsync(db => Journal.HeadAsync(db, CancellationToken.None)));
        Assert.False(await house.AskAsync(db =>
            db.Organisations.AnyAsync(organisation => organisation.Code == "mombasa")));
    }

    [Fact]
    public async Task An_amended_draft_is_not_announced()
    {
        await using var house = await HouseServices.OpenAsync();
        await house.Services.RegisterSourceAsync();

        await house.DoAsync(async services =>
        {
            var publication = services.GetRequiredService<Publication>();
            var revision = publication.Draft(Some.Opportunity(), Some.Tender(), null, By);
            publication.Amend(revision.Edition, 2, Some.Titled("Second thoughts"), null);
            await publication.CommitAsync();
        });

        Assert.Empty(await house.AskAsync(ChangesAsync));
    }

    [Fact]
    public async Task A_draft_ends_only_by_being_published()
    {
        await using var house = await HouseServices.OpenAsync();
        await house.Services.RegisterSourceAsync();

        var moved = await house.AskAsync(async services =>
        {
            var publication = services.GetRequiredService<Publication>();
            var draft = Some.Opportunity();
            publication.Draft(draft, Some.Tender(), null, By);
            var outcome = publication.Move(draft, State.Cancelled, By);
            await publication.CommitAsync();
            return outcome;
        });

        Assert.False(moved);
        Assert.Equal([State.Draft], await house.AskAsync(StatesAsync));
        Assert.Empty(await house.AskAsync(ChangesAsync));
    }

    [Fact]
    public async Task Publishing_twice_is_one_publication()
    {
        await using var house = await HouseServices.OpenAsync();
        await house.Services.PublishAsync("017", Some.Tender());

        await ChangeAsync(house, (publication, edition) => publication.Publish(edition.Opportunity, null, By));

        Assert.Equal([Change.Published], await house.AskAsync(ChangesAsync));
    }

    [Fact]
    public async Task Moving_to_where_it_stands_is_no_news()
    {
        await using var house = await HouseServices.OpenAsync();
        await house.Services.PublishAsync("017", Some.Tender());

        await ChangeAsync(house, (publication, edition) =>
            Assert.False(publication.Move(edition.Opportunity, State.Published, By)));

        Assert.Equal([Change.Published], await house.AskAsync(ChangesAsync));
    }

    [Fact]
    public async Task The_first_instant_of_publication_stays()
    {
        await using var house = await HouseServices.OpenAsync();
        await house.Services.RegisterSourceAsync();
        var said = Instant.FromUtc(2026, 3, 1, 0, 0);

        await house.DoAsync(async services =>
        {
            var publication = services.GetRequiredService<Publication>();
            var opportunity = Some.Opportunity();
            publication.Draft(opportunity, Some.Tender(), said, By);
            publication.Publish(opportunity, said, By);
            publication.Move(opportunity, State.Withdrawn, By);
            publication.Publish(opportunity, said + Duration.FromDays(30), By);
            await publication.CommitAsync();
        });

        Assert.Equal(said, await house.AskAsync(db =>
            db.Opportunities.Select(opportunity => opportunity.Published).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_newest_content_names_the_organisation(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await house.Services.PublishAsync("017", Some.Tender());

        await house.Services.PublishAsync("018", Some.Tender() with
        {
            Organisation = new("nairobi-county", "Nairobi City County"),
        });

        Assert.Equal(["Nairobi City County"], await house.AskAsync(db =>
            db.Organisations.Select(organisation => organisation.Name).ToListAsync()));
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

    static Task<List<State>> StatesAsync(PortalDb db) =>
        db.Statuses.OrderBy(status => status.Id).Select(status => status.State).ToListAsync();

    static Task<List<Change>> ChangesAsync(PortalDb db) =>
        db.Journal.OrderBy(entry => entry.Sequence).Select(entry => entry.Change).ToListAsync();
}
