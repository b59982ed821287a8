using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Data;

public sealed class MigrationTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_migrated_schema_is_the_model(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await using var db = house.OpenDb();

        var found = await Schema.OfDatabaseAsync(db);

        Assert.Equal(Schema.OfModel(db), found);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Migrating_twice_changes_nothing(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        var before = await house.AskAsync(db => db.Identities.AsNoTracking().SingleAsync());
        var applied = await house.AskAsync(async db => (await db.Database.GetAppliedMigrationsAsync()).ToList());

        await house.Get<Migrator>().MigrateAsync();

        var after = await house.AskAsync(db => db.Identities.AsNoTracking().SingleAsync());
        Assert.Equal(
            (before.Id, before.IndexGeneration, before.SetUpAt), (after.Id, after.IndexGeneration, after.SetUpAt));
        Assert.Equal(applied, await house.AskAsync(async db => (await db.Database.GetAppliedMigrationsAsync()).ToList()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Processes_that_start_at_once_share_one_database(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);

        var houses = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => HouseServices.OnAsync(plot))));

        var ids = await Task.WhenAll(houses.Select(house =>
            house.AskAsync(db => db.Identities.Select(row => row.Id).SingleAsync())));
        Assert.Single(ids.Distinct());
        foreach (var house in houses) await house.DisposeAsync();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Processes_that_set_up_at_once_set_up_one_portal(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);

        var houses = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => Task.Run(() => HouseServices.OnAsync(plot, recipe: "minimal"))))
            .WaitAsync(Patience);

        Assert.Equal(5, await houses[0].AskAsync(db => db.CountryGroups.CountAsync()));
        Assert.Empty(await houses[1].AskAsync(db => db.GroupMemberships
            .GroupBy(row => new { row.Group, row.Country, row.From })
            .Where(same => same.Count() > 1).Select(same => same.Key).ToListAsync()));
        foreach (var house in houses) await house.DisposeAsync();
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_hang_the_next_start()
    {
        await using var plot = await Plot.OfAsync();
        await LeaveLockRowAsync(plot);

        await using var house = await HouseServices.OnAsync(plot).WaitAsync(Patience);

        Assert.True(await house.AskAsync(db => db.Identities.AnyAsync()));
    }

    [Fact]
    public async Task A_lock_left_after_the_last_migration_does_not_hang_the_next_start()
    {
        await using var plot = await Plot.OfAsync();
        await (await HouseServices.OnAsync(plot)).DisposeAsync();
        await LeaveLockRowAsync(plot);

        await using var house = await HouseServices.OnAsync(plot).WaitAsync(Patience);

        Assert.True(await house.AskAsync(db => db.Identities.AnyAsync()));
    }

    /// <summary>What a process leaves that dies between taking EF Core's lock and giving it back.</summary>
    static async Task LeaveLockRowAsync(Plot plot)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(plot.Folder, "portal.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock"
                ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-11-22 12:00:00+00:00');
            """;
        await command.ExecuteNonQueryAsync();
    }
}
