using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Data;

public sealed class PortalDbTests
{
    [Fact]
    public async Task Sqlite_writes_ahead_and_minds_references()
    {
        await using var house = await HouseServices.OpenAsync();
        await using var db = house.OpenDb();

        Assert.Equal("wal", await PragmaAsync(db, "journal_mode"));
        Assert.Equal("1", await PragmaAsync(db, "foreign_keys"));
        Assert.Equal("2", await PragmaAsync(db, "synchronous"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_reference_to_nothing_is_refused(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await using var db = house.OpenDb();

        db.Opportunities.Add(Opportunity.Of("no-such-source", "1", Kind.Tender));

        var refusal = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
        Assert.IsAssignableFrom<DbException>(refusal.InnerException);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_source_has_one_item_of_an_id(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await house.Services.RegisterSourceAsync();
        await using var db = house.OpenDb();

        db.Opportunities.AddRange(Some.Opportunity("017"), Some.Opportunity("017"));

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_instant_keeps_its_microsecond(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        Instant[] instants =
        [
            Instant.FromUtc(2026, 11, 24, 0, 0).PlusTicks(1_234_560),
            Instant.FromUtc(1969, 12, 31, 23, 59).PlusTicks(10),
            Instant.FromUtc(9998, 12, 31, 23, 59, 59), Instant.FromUtc(1, 1, 1, 0, 0), Instant.FromUnixTimeTicks(-10),
        ];

        foreach (var instant in instants)
        {
            await using (var db = house.OpenDb())
            {
                (await db.Identities.SingleAsync()).SetUpAt = instant;
                await db.SaveChangesAsync();
            }
            Assert.Equal(instant, await house.AskAsync(db =>
                db.Identities.AsNoTracking().Select(row => row.SetUpAt).SingleAsync()));
        }
    }

    [Fact]
    public void What_a_column_cannot_hold_is_cut_and_not_rounded() =>
        Assert.Equal(Instant.FromUnixTimeTicks(70), Instant.FromUnixTimeTicks(79).ToMicroseconds());

    static async Task<string> PragmaAsync(PortalDb db, string name)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (await command.ExecuteScalarAsync())!.ToString()!;
    }
}
