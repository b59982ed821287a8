using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;

namespace OutreachPortal.Tests.Support;

/// <summary>Things as a person would write them down; a test changes what it is about with <c>with</c>.</summary>
internal static class Some
{
    public const string SourceKey = "nairobi-works";

    /// <summary>
    /// A Sunday at noon, a few days before Laos and Nepal leave the group of least developed countries.
    /// </summary>
    public static readonly Instant Noon = Instant.FromUtc(2026, 11, 15, 12, 0);

    public static Content Tender() => new()
    {
        Kind = Kind.Tender,
        Type = "rfp",
        Reference = "NW/2026/017",
        Organisation = new OrganisationName("nairobi-county", "Nairobi County Water Works"),
        Language = "en",
        Titles = Texts.Of("en", "Billing software for the water works"),
        Summaries = Texts.Of("en", "A system that reads meters and writes bills."),
        Bodies = Texts.Of("en", "The works ask for a **billing system** for 40,000 households."),
        Countries = ["KE"],
        Categories = ["development"],
        Codes = [new ClassificationCode("UNSPSC", "43231601")],
        Link = new OfficialLink("https://tenders.example/nw/017", Trusted: true),
        Deadline = new Deadline(new LocalDateTime(2026, 12, 1, 16, 0), "Africa/Nairobi"),
    };

    public static Content Job() => new()
    {
        Kind = Kind.Job,
        Type = "staff",
        Grade = "P-3",
        Reference = "JO-2026-204",
        Organisation = new OrganisationName("unicc", "International Computing Centre"),
        Language = "fr",
        Titles = new Texts { ["fr"] = "Ingénieure réseau", ["en"] = "Network engineer" },
        Summaries = Texts.Of("fr", "Exploiter les réseaux du centre de données."),
        Countries = ["CH"],
        Place = "Genève",
        Categories = ["networks"],
        Deadline = new Deadline(new LocalDateTime(2026, 12, 10, 23, 59), "Europe/Zurich"),
    };

    public static Content Titled(string title) => Tender() with { Titles = Texts.Of("en", title) };

    /// <summary>Any content: what a test needs that does not look inside.</summary>
    public static Content Content() => Tender();

    public static Source Source(string key = SourceKey) => new()
    {
        Key = key, Name = "Nairobi Water Works", Formats = ["csv"], Zone = "Africa/Nairobi", Country = "KE",
        Language = "en", LinkHosts = ["tenders.example"], Trusted = true,
    };

    public static Opportunity Opportunity(string sourceId = "017", Kind kind = Kind.Tender) =>
        OutreachPortal.Opportunities.Opportunity.Of(SourceKey, sourceId, kind);

    /// <summary>Registers <see cref="Source(string)"/> where it is missing.</summary>
    public static async Task RegisterSourceAsync(this IServiceProvider services, string key = SourceKey)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        if (await db.Sources.FindAsync(key) is not null) return;
        db.Sources.Add(Source(key));
        await db.SaveChangesAsync();
    }

    /// <summary>
    /// Publishes contents as new items, under the ids given or those of their order, in one transaction.
    /// </summary>
    public static async Task<IReadOnlyList<Opportunity>> PublishAsync(
        this IServiceProvider services, params IReadOnlyList<(string Id, Content Content)> items)
    {
        await services.RegisterSourceAsync();
        await using var scope = services.CreateAsyncScope();
        var publication = scope.ServiceProvider.GetRequiredService<Publication>();
        List<Opportunity> made = [];
        foreach (var (id, content) in items)
        {
            var opportunity = Opportunity(id, content.Kind);
            publication.Draft(opportunity, content, null, "source:nairobi-works");
            publication.Publish(opportunity, null, "source:nairobi-works");
            made.Add(opportunity);
        }
        await publication.CommitAsync();
        return made;
    }

    public static async Task<Opportunity> PublishAsync(this IServiceProvider services, string id, Content content) =>
        (await services.PublishAsync((id, content)))[0];
}
