using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>The index follows the journal, whatever is killed, damaged, restored or asked for meanwhile.</summary>
public sealed class IndexFollowerTests
{
    [Fact]
    public async Task What_is_published_is_found_and_what_is_amended_is_found_anew()
    {
        await using var house = await OpenAsync();
        await house.Services.PublishAsync("017", Some.Titled("Billing software"));
        await house.WaitUntilFollowedAsync();
        Assert.Equal(1, await house.TotalAsync("q=billing"));

        await ChangeAsync(house, (publication, edition) => publication.Amend(edition, 2, Some.Titled("Metering devices") with
        {
            Summaries = [], Bodies = [],
        }, null));

        Assert.Equal(1, await house.TotalAsync("q=metering"));
        Assert.Equal(0, await house.TotalAsync("q=billing"));
    }

    [Fact]
    public async Task A_withdrawn_tender_leaves_the_index()
    {
        await using var house = await OpenAsync();
        await house.Services.PublishAsync("017", Some.Tender());
        await house.WaitUntilFollowedAsync();

        await ChangeAsync(house, (publication, edition) => publication.Move(edition.Opportunity, State.Withdrawn, "source:x"));

        Assert.Equal(0, await house.TotalAsync("status=all"));
    }

    [Fact]
    public async Task A_draft_never_enters_the_index()
    {
        await using var house = await OpenAsync();
        await house.Services.RegisterSourceAsync();
        await house.DoAsync(async services =>
        {
            var publication = services.GetRequiredService<Publication>();
            publication.Draft(Some.Opportunity("draft"), Some.Tender(), null, "source:x");
            await publication.CommitAsync();
        });

        await house.Services.PublishAsync("017", Some.Tender());
        await ReindexAsync(house);

        Assert.Equal(1, await house.TotalAsync("status=all"));
    }

    [Fact]
    public async Task A_restart_goes_on_where_it_stopped()
    {
        await using var plot = await Plot.OfAsync();
        await using (var house = await OnAsync(plot)) await PublishAndFollowAsync(house, "017");
        await using (var aside = await HouseServices.OnAsync(plot)) await aside.Services.PublishAsync("018", Some.Tender());

        await using var again = await OnAsync(plot);

        Assert.Equal(2, await again.TotalAsync("status=all"));
        Assert.Equal(["1"], Builds(plot));
    }

    [Fact]
    public async Task A_new_generation_is_built_beside_the_one_that_serves()
    {
        await using var plot = await Plot.OfAsync();
        await using var house = await OnAsync(plot);
        await PublishAndFollowAsync(house, "017");

        await ReindexAsync(house);

        await ServedHouse.WaitForAsync(() => Task.FromResult(Builds(plot) is ["2"]), "the second build stands alone");
        Assert.Equal(1, await house.TotalAsync("status=all"));
    }

    [Fact]
    public async Task Searches_do_not_fail_while_the_index_is_built_anew()
    {
        await using var house = await OpenAsync();
        await house.Services.PublishAsync([.. Enumerable.Range(0, 50).Select(number => ($"{number}", Some.Tender()))]);
        await house.WaitUntilFollowedAsync();
        using var end = new CancellationTokenSource();
        var searchers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var answers = new HashSet<HttpStatusCode>();
            while (!end.IsCancellationRequested) answers.Add((await house.Client.GetAsync("/api/v1/opportunities?q=billing")).StatusCode);
            return answers;
        })).ToList();

        for (var round = 0; round < 4; round++) await ReindexAsync(house);
        await end.CancelAsync();

        Assert.All(await Task.WhenAll(searchers), answers => Assert.Equal([HttpStatusCode.OK], answers));
    }

    [Fact]
    public async Task A_torn_index_is_built_anew()
    {
        await using var plot = await Plot.OfAsync();
        await using (var house = await OnAsync(plot)) await PublishAndFollowAsync(house, "017");
        foreach (var file in Directory.GetFiles(Path.Combine(plot.Folder, "index", "0", "1"), "_*"))
        {
            await using var torn = File.OpenWrite(file);
            torn.SetLength(torn.Length / 2);
        }

        await using var again = await OnAsync(plot);

        Assert.Equal(1, await again.TotalAsync("status=all"));
        await ServedHouse.WaitForAsync(() => Task.FromResult(Builds(plot) is ["2"]), "the second build stands alone");
    }

    [Fact]
    public async Task A_list_of_segments_that_is_rubbish_is_built_anew()
    {
        await using var plot = await Plot.OfAsync();
        await using (var house = await OnAsync(plot)) await PublishAndFollowAsync(house, "017");
        foreach (var file in Directory.GetFiles(Path.Combine(plot.Folder, "index", "0", "1"), "segments*"))
            await File.WriteAllTextAsync(file, "rubbish");

        await using var again = await OnAsync(plot);

        Assert.Equal(1, await again.TotalAsync("status=all"));
    }

    [Fact]
    public async Task The_index_of_another_database_is_refused()
    {
        await using var plot = await Plot.OfAsync();
        await using (var house = await OnAsync(plot)) await PublishAndFollowAsync(house, "017");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(plot.Folder, "portal.db*")) File.Delete(file);

        await using var other = await OnAsync(plot);

        Assert.Equal(0, await other.TotalAsync("status=all"));
        await PublishAndFollowAsync(other, "099");
        Assert.Equal(1, await other.TotalAsync("status=all"));
    }

    [Fact]
    public async Task An_index_ahead_of_a_restored_journal_is_refused()
    {
        await using var plot = await Plot.OfAsync();
        var copy = Path.Combine(plot.Folder, "copy.db");
        await using (var house = await OnAsync(plot))
        {
            await PublishAndFollowAsync(house, "017");
            await using (var db = house.OpenDb()) await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}");
            await PublishAndFollowAsync(house, "018");
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(plot.Folder, "portal.db*")) File.Delete(file);
        File.Move(copy, Path.Combine(plot.Folder, "portal.db"));

        await using var restored = await OnAsync(plot);

        Assert.Equal(1, await restored.TotalAsync("status=all"));
    }

    [Fact]
    public async Task Two_processes_take_two_slots()
    {
        await using var plot = await Plot.OfAsync();
        await using var first = await OnAsync(plot);
        await using var second = await OnAsync(plot);

        await first.Services.PublishAsync("017", Some.Tender() with { Organisation = new("narok", "Narok County") });
        await first.WaitUntilFollowedAsync();
        await second.WaitUntilFollowedAsync();

        Assert.Equal(["0", "1"], Directory.GetDirectories(Path.Combine(plot.Folder, "index")).Select(Path.GetFileName).Order());
        foreach (var house in new[] { first, second })
        {
            var facet = (await house.JsonAsync("/api/v1/facets")).GetProperty("org")[0];
            Assert.Equal("Narok County", facet.GetProperty("label").GetString());
        }
    }

    [Fact]
    public async Task A_house_without_an_index_says_so_and_recovers()
    {
        await using var plot = await Plot.OfAsync();
        var blocked = Path.Combine(plot.Folder, "index");
        await File.WriteAllTextAsync(blocked, "a file where the folder should be");
        await using var house = await ServedHouse.OnAsync(plot, recipe: null, null, "--Logging:LogLevel:Default=None");

        var ready = await house.Client.GetAsync("/health/ready");
        var search = await house.Client.GetAsync("/api/v1/opportunities");
        File.Delete(blocked);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, search.StatusCode);
        Assert.Equal("application/problem+json", search.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(search.Headers.RetryAfter);
        await house.WaitUntilReadyAsync();
    }

    [Fact]
    public async Task The_index_follows_on_postgresql_too()
    {
        await using var plot = await Plot.OfAsync(Databases.PostgreSql);
        await using var house = await OnAsync(plot);

        await PublishAndFollowAsync(house, "017");

        Assert.Equal(1, await house.TotalAsync("q=billing"));
    }

    static async Task<ServedHouse> OpenAsync()
    {
        var house = await ServedHouse.OpenAsync(recipe: null, Hours.At(Some.Noon));
        await house.WaitUntilReadyAsync();
        return house;
    }

    static async Task<ServedHouse> OnAsync(Plot plot)
    {
        var house = await ServedHouse.OnAsync(plot, recipe: null, Hours.At(Some.Noon));
        await house.WaitUntilReadyAsync();
        return house;
    }

    static async Task PublishAndFollowAsync(ServedHouse house, string id)
    {
        await house.Services.PublishAsync(id, Some.Tender());
        await house.WaitUntilFollowedAsync();
    }

    static async Task ChangeAsync(ServedHouse house, Action<Publication, Edition> change)
    {
        await house.DoAsync(async services =>
        {
            var edition = await services.GetRequiredService<PortalDb>().Editions.Include(entry => entry.Opportunity).SingleAsync();
            var publication = services.GetRequiredService<Publication>();
            change(publication, edition);
            await publication.CommitAsync();
        });
        await house.WaitUntilFollowedAsync();
    }

    /// <summary>Asks for a new generation and waits until another index serves.</summary>
    static async Task ReindexAsync(ServedHouse house)
    {
        var catalogue = house.Services.GetRequiredService<OutreachPortal.Discovery.Catalogue>();
        var old = catalogue.Index;
        await using var db = house.OpenDb();
        (await db.Identities.SingleAsync()).AskForNewIndex();
        await db.SaveChangesAsync();
        await ServedHouse.WaitForAsync(() => Task.FromResult(!ReferenceEquals(catalogue.Index, old)), "another index serves");
    }

    static IReadOnlyList<string> Builds(Plot plot) =>
        [.. Directory.GetDirectories(Path.Combine(plot.Folder, "index", "0")).Select(folder => Path.GetFileName(folder)!).Order()];
}
