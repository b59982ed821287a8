using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>People who asked to be told, as if they had confirmed at an instant; and what happens to notices.</summary>
internal static class Watchers
{
    public const string By = "source:nairobi-works";

    public static readonly Instant Yesterday = Some.Noon - Duration.FromDays(1);

    public static async Task<Subscriber> PersonAsync(
        this HouseServices house, string name, string zone = "Etc/UTC", string language = "en")
    {
        await using var db = house.OpenDb();
        if (await db.Subscribers.SingleOrDefaultAsync(known => known.EmailKey == $"{name}@example.org") is { } person)
            return person;
        person = new Subscriber
        {
            Id = Guid.CreateVersion7(), CreatedAt = Yesterday, Email = $"{name}@example.org",
            EmailKey = $"{name}@example.org", EmailMac = name, State = SubscriberState.Active, Language = language,
            Zone = zone, ConfirmedAt = Yesterday, ActedAt = Yesterday,
        };
        db.Subscribers.Add(person);
        await db.SaveChangesAsync();
        return person;
    }

    /// <summary>An alert of a person for criteria.</summary>
    public static async Task<Subscription> WatchAsync(
        this HouseServices house, string name, Criteria criteria, Frequency frequency = Frequency.Immediate,
        Instant? since = null, string zone = "Etc/UTC", string language = "en")
    {
        var person = await house.PersonAsync(name, zone, language);
        await using var db = house.OpenDb();
        var shared = await db.SharedCriteria.SingleOrDefaultAsync(known => known.Digest == criteria.Digest)
            ?? db.SharedCriteria.Add(CriteriaRow(criteria, since ?? Yesterday)).Entity;
        await db.SaveChangesAsync();
        return await AddAsync(db, person, shared.Id, null, frequency, since, language);
    }

    public static async Task<Subscription> FollowAsync(
        this HouseServices house, string name, long item, Instant? since = null, string language = "en")
    {
        var person = await house.PersonAsync(name, language: language);
        await using var db = house.OpenDb();
        return await AddAsync(db, person, null, item, Frequency.Immediate, since, language);
    }

    public static SharedCriteria CriteriaRow(Criteria criteria, Instant at) => new()
    {
        Digest = criteria.Digest, Text = criteria.Scope.ToQueryString(), SchemaVersion = 1, CreatedAt = at,
    };

    public static Task EndAsync(this HouseServices house, Guid alert, EndReason reason, Instant at) => house.AskAsync(db =>
        db.Subscriptions.Where(subscription => subscription.Id == alert).ExecuteUpdateAsync(set => set
            .SetProperty(subscription => subscription.EndedAt, at)
            .SetProperty(subscription => subscription.EndReason, reason)));

    /// <summary>As one's own press of a button ends it, a minute after noon.</summary>
    public static Task EndAsync(this HouseServices house, Subscription alert) => house.DoAsync(async _ =>
    {
        await using var db = house.OpenDb();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Subscriptions.Where(row => row.Id == alert.Id).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.EndedAt, Some.Noon + Duration.FromMinutes(1))
            .SetProperty(row => row.EndReason, EndReason.Unsubscribed));
        await house.Get<Ledger>().CancelAsync(db, [alert.Id], "unsubscribed");
        await transaction.CommitAsync();
    });

    /// <summary>Tenders that differ by their number.</summary>
    public static Task PublishManyAsync(this HouseServices house, int from, int to) => house.Services.PublishAsync(
    [
        .. Enumerable.Range(from, to - from)
            .Select(number => ($"n{number}", Some.Tender() with { Reference = $"NW/{number}" })),
    ]);

    /// <summary>Changes what an item says.</summary>
    public static Task AmendAsync(this HouseServices house, long item, Func<Content, Content> change) =>
        house.ChangeAsync(item, async (publication, edition, db) =>
        {
            var last = await db.Revisions.Where(revision => revision.OpportunityId == item)
                .OrderByDescending(revision => revision.Number).FirstAsync();
            publication.Amend(edition, last.Number + 1, change(last.Content), null);
        });

    /// <summary>Adds a sentence to its text: no change that anybody who knows it is told of.</summary>
    public static Task CorrectAsync(this HouseServices house, long item, string sentence) =>
        house.AmendAsync(item, content => content with
        {
            Bodies = Texts.Of("en", $"{content.Bodies["en"]} {sentence}"),
        });

    public static Task MoveAsync(this HouseServices house, long item, State state, string? why = null) =>
        house.ChangeAsync(item, (publication, edition, _) =>
        {
            publication.Move(edition.Opportunity, state, By, why);
            return Task.CompletedTask;
        });

    public static Task<List<Obligation>> OwedAsync(this HouseServices house) =>
        house.AskAsync(db => db.Obligations.AsNoTracking().OrderBy(obligation => obligation.Id).ToListAsync());

    /// <summary>Tokens of single alerts, by scope.</summary>
    public static Task<Dictionary<string, string>> TokensAsync(this HouseServices house) => house.AskAsync(db =>
        db.UnsubscribeTokens.AsNoTracking().ToDictionaryAsync(token => token.Scope, token => token.Token));

    public static Task FollowJournalAsync(this HouseServices house) =>
        house.Get<Matcher>().FollowAsync(CancellationToken.None);

    /// <summary>One pass of everything, as the command does it.</summary>
    public static Task<PassReport> PassAsync(this HouseServices house) =>
        house.Get<AlertPass>().RunAsync(CancellationToken.None);

    /// <summary>The letters in the folder, oldest first, as they were read by a mail program.</summary>
    public static IReadOnlyList<MimeKit.MimeMessage> Letters(this HouseServices house) =>
    [
        .. Directory.GetFiles(house.Get<DataDirectory>().File("mail"), "*.eml").Order(StringComparer.Ordinal)
            .Select(file => MimeKit.MimeMessage.Load(file)),
    ];

    static async Task<Subscription> AddAsync(
        PortalDb db, Subscriber person, long? criteria, long? item, Frequency frequency, Instant? since, string language)
    {
        var subscription = new Subscription
        {
            Id = Guid.CreateVersion7(), SubscriberId = person.Id, CriteriaId = criteria, OpportunityId = item,
            Frequency = frequency, Language = language, AskedAt = since ?? Yesterday,
            StartedAt = since ?? Yesterday, Source = "results",
        };
        db.Subscriptions.Add(subscription);
        await db.SaveChangesAsync();
        return subscription;
    }

    static Task ChangeAsync(this HouseServices house, long item, Func<Publication, Edition, PortalDb, Task> change) =>
        house.DoAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var edition = await db.Editions.Include(entry => entry.Opportunity)
                .SingleAsync(entry => entry.OpportunityId == item);
            var publication = services.GetRequiredService<Publication>();
            await change(publication, edition, db);
            await publication.CommitAsync();
        });
}
