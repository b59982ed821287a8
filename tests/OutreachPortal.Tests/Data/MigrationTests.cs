using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
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

    /// <summary>While a new version comes, the one before it still serves: what it reads and writes stays possible.</summary>
    [Fact]
    public async Task A_later_migration_only_adds()
    {
        await using var house = await HouseServices.OpenAsync();
        await using var db = house.OpenDb();
        var migrations = db.GetService<IMigrationsAssembly>();

        Assert.NotEmpty(migrations.Migrations.Skip(1));
        foreach (var (name, type) in migrations.Migrations.OrderBy(one => one.Key, StringComparer.Ordinal).Skip(1))
        {
            var taken = TakenBy(migrations.CreateMigration(type, db.Database.ProviderName!).UpOperations);
            Assert.True(taken is [], $"{name}: {string.Join(", ", taken)}");
        }
    }

    [Fact]
    public void A_migration_that_takes_something_away_is_found()
    {
        var builder = new MigrationBuilder("any");
        builder.DropColumn("priority", "deliveries");
        builder.RenameTable("deliveries", newName: "letters");
        builder.AddColumn<int>("size", "deliveries", nullable: false);
        builder.CreateIndex("ux_opportunities_title", "opportunities", "title", unique: true);
        builder.AddColumn<int>("weight", "deliveries", nullable: true);

        Assert.Equal(4, TakenBy(builder.Operations).Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_version_before_goes_on_publishing_while_a_migration_runs(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await using var db = house.OpenDb();
        await db.Database.ExecuteSqlAsync($"DROP INDEX ix_deliveries_accepted_at");
        await db.Database.ExecuteSqlAsync(
            $"DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = '20261125_2_Accepted'");
        var published = 0;

        var publishing = Task.Run(async () =>
        {
            for (; published < 30; published++)
                await house.Services.PublishAsync($"{published}", Some.Tender());
        });
        await ServedHouse.WaitForAsync(() => Task.FromResult(published > 3 || publishing.IsCompleted), "somebody publishes");
        await house.Get<Migrator>().MigrateAsync();
        await publishing;

        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(30, await house.AskAsync(rows => rows.Opportunities.CountAsync()));
        Assert.Equal(30, await house.AskAsync(rows => rows.Journal.CountAsync()));
        Assert.Equal(Schema.OfModel(db), await Schema.OfDatabaseAsync(db));
    }

    /// <summary>What the version before could miss: nothing of it may go, and nothing new may ask it for a value.</summary>
    static List<string> TakenBy(IEnumerable<MigrationOperation> operations)
    {
        List<string> made = [];
        List<string> taken = [];
        foreach (var operation in operations)
        {
            if (operation is CreateTableOperation table) made.Add(table.Name);
            else if (!OnlyAdds(operation, made)) taken.Add(operation.GetType().Name);
        }
        return taken;
    }

    static bool OnlyAdds(MigrationOperation operation, List<string> made) => operation switch
    {
        CreateIndexOperation index => !index.IsUnique || made.Contains(index.Table),
        AddColumnOperation column => column.IsNullable || column.DefaultValue is not null || column.DefaultValueSql is not null,
        SqlOperation sql => sql.Sql.StartsWith("UPDATE ", StringComparison.Ordinal) || sql.Sql.StartsWith("INSERT ", StringComparison.Ordinal),
        InsertDataOperation => true,
        _ => false,
    };

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
