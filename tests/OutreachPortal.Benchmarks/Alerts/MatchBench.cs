using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Discovery;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Benchmarks.Alerts;

/// <summary>
/// How long does one core take to find who waits for each of many notices among a million alerts? Through the matcher's
/// own memory of criteria, read from the database as at a start.
/// </summary>
internal static class MatchBench
{
    static readonly string[] Groups = ["developing", "transition", "ldc", "lldc", "sids"];
    static readonly string[] Countries = ["KE", "NP", "SN", "BO", "FJ", "LA", "UG", "PE", "CH", "FR", "JP", "BR"];
    static readonly string[] Categories = ["software", "development", "networks", "security", "training", "geospatial", "cloud"];

    const int WordsOfBody = 200;

    public static async Task RunAsync(int alerts, int notices)
    {
        await using var town = await Town.OpenAsync(serving: false);
        await using var db = town.OpenDb();
        var random = new Random(7);
        var now = SystemClock.Instance.GetCurrentInstant();
        var distinct = Enumerable.Range(0, alerts).Select(_ => CriteriaOf(random)).DistinctBy(criteria => criteria.Digest).ToList();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await Rows.InsertAsync(
                db, "criteria", ["digest", "text", "schema_version", "created_at"],
                [.. distinct.Select(one => new object?[] { one.Digest, one.ToQueryString(), 1, Rows.Column(now) })], CancellationToken.None);
            await transaction.CommitAsync();
        }
        var stored = town.Services.GetRequiredService<StoredCriteria>();
        var started = Stopwatch.GetTimestamp();
        await stored.RefreshAsync(db, CancellationToken.None);
        AlertsBench.Say($"{alerts:N0} alerts have {stored.Count:N0} different criteria, taken up in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        var atlas = await town.Services.GetRequiredService<CurrentAtlas>().GetAsync();
        var tree = await town.Services.GetRequiredService<CurrentCategories>().GetAsync();
        var rules = town.Services.GetRequiredService<StandingRules>();
        var documents = Enumerable.Range(0, notices).Select(number =>
        {
            var content = Town.NoticeOf(number) with { Bodies = Texts.Of("en", BodyOf(random)) };
            var item = Opportunity.Of("town", $"n{number}", Kind.Tender);
            item.State = State.Published;
            return OpportunityIndex.DocumentOf(Card.Of(item, content, atlas, rules), content, tree);
        }).ToList();
        for (var run = 1; run <= 2; run++) Match(stored, documents, run);
    }

    static void Match(StoredCriteria stored, List<IndexDocument> documents, int run)
    {
        var (matches, each) = (0L, new double[documents.Count]);
        var busy = Process.GetCurrentProcess().TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < documents.Count; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            matches += stored.Match(documents[i]).Count;
            each[i] = Stopwatch.GetElapsedTime(begun).TotalMicroseconds;
        }
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalSeconds;
        Array.Sort(each);
        AlertsBench.Say($"run {run}: {documents.Count:N0} notices in {wall:F2} s ({cpu:F2} s of processor), {matches:N0} matches, p50 {each[each.Length / 2]:F0} µs, p95 {each[each.Length * 95 / 100]:F0} µs");
    }

    static Criteria CriteriaOf(Random random)
    {
        var criteria = Criteria.Everything.With("kind", random.Next(2) == 0 ? "tender" : "job");
        if (random.Next(3) == 0) criteria = criteria.With("group", Groups[random.Next(Groups.Length)]);
        for (var many = random.Next(4); many > 0; many--) criteria = criteria.With("country", Countries[random.Next(Countries.Length)]);
        for (var many = random.Next(3); many > 0; many--) criteria = criteria.With("category", Categories[random.Next(Categories.Length)]);
        if (random.Next(10) < 6) criteria = criteria with { Query = string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => WordOf(random))) };
        return criteria;
    }

    /// <summary>As long as the text of a notice is, in the words that alerts ask for.</summary>
    static string BodyOf(Random random) => string.Join(' ', Enumerable.Range(0, WordsOfBody).Select(_ => WordOf(random)));

    /// <summary>Few words are asked for often, and many seldom.</summary>
    static string WordOf(Random random) => random.Next(4) == 0
        ? new[] { "fibre", "billing", "radio", "cloud", "security", "training", "archive", "sensor", "equipment", "support" }[random.Next(10)]
        : $"word{(int)(20_000 * Math.Pow(random.NextDouble(), 3))}";
}
