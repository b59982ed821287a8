using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Importing;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Web;

namespace OutreachPortal.Benchmarks.Pages;

/// <summary>Ten thousand open notices, the same every time but for their deadlines, which lie in the next ninety days.</summary>
internal static class Notices
{
    public const int Count = 10_000;
    const int AtOnce = 500;

    static readonly string[] Words =
        ("supply delivery installation support software network equipment services maintenance training data cloud security "
            + "licences development analytics hosting servers fibre telecom digital platform records identity consulting").Split(' ');

    static readonly string[] Countries =
        "KE NP UG TZ RW ET SN ML BF NE GH NG MW MZ ZM BD KH LA LK PH ID VN FJ WS HT DO CO PE BO EC MA TN EG JO LB UZ KG TJ CH FR".Split(' ');

    static readonly string[] Categories =
        "development licences saas hardware networks telecoms cloud cybersecurity identity consulting support training geospatial web records".Split(' ');

    static readonly string[] Types = ["rfp", "rfq", "itb", "eoi", "other"];

    public static async Task PublishAsync(string folder)
    {
        await using var app = FrontDoor.Build([$"--Portal:DataDirectory={folder}", "--Setup:Recipe=minimal"], serving: false);
        await app.Services.GetRequiredService<SetUp>().RunAsync();
        await RegisterAsync(app.Services);
        var random = new Random(20261124);
        var today = SystemClock.Instance.GetCurrentInstant().InUtc().Date;
        for (var first = 0; first < Count; first += AtOnce)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var publication = scope.ServiceProvider.GetRequiredService<Publication>();
            for (var number = first; number < first + AtOnce; number++)
            {
                var opportunity = Opportunity.Of("bench", $"{number}", Kind.Tender);
                publication.Draft(opportunity, Content(random, number, today), null, "source:bench");
                publication.Publish(opportunity, null, "source:bench");
            }

            await publication.CommitAsync();
        }
    }

    static async Task RegisterAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        db.Sources.Add(new Source
        {
            Key = "bench", Name = "Source of the benchmark", Formats = ["csv"], Zone = "UTC", Country = "KE", Language = "en",
            LinkHosts = ["tenders.example"], Trusted = true,
        });
        await db.SaveChangesAsync();
    }

    static Content Content(Random random, int number, LocalDate today) => new()
    {
        Kind = Kind.Tender,
        Type = Types[random.Next(Types.Length)],
        Reference = $"B/{number:00000}",
        Organisation = new OrganisationName($"org-{number % 200}", $"Ministry of Public Works number {number % 200}"),
        Language = "en",
        Titles = Texts.Of("en", Sentence(random, 8)),
        Summaries = Texts.Of("en", Sentence(random, 24)),
        Bodies = Texts.Of("en", Sentence(random, 150)),
        Countries = [Countries[random.Next(Countries.Length)]],
        Categories = [Categories[random.Next(Categories.Length)]],
        Link = new OfficialLink($"https://tenders.example/{number}", Trusted: true),
        Deadline = new Deadline(today.PlusDays(1 + random.Next(90)).At(new LocalTime(8 + random.Next(10), 0)), "Africa/Nairobi"),
    };

    static string Sentence(Random random, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));

    /// <summary>What readers ask for: the list, one filter or two, a word, a later page.</summary>
    public static IReadOnlyList<string> Questions()
    {
        var random = new Random(7);
        string One(string[] of) => of[random.Next(of.Length)];
        return
        [
            .. Enumerable.Range(0, 400).Select(number => "/en/opportunities?" + (number % 5) switch
            {
                0 => $"country={One(Countries)}",
                1 => $"category={One(Categories)}&type={One(Types)}",
                2 => $"q={One(Words)}",
                3 => $"group=ldc&category={One(Categories)}&sort=newest",
                _ => $"page={1 + random.Next(50)}",
            }),
        ];
    }
}
