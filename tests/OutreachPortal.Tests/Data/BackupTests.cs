using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Data;

public sealed class BackupTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_put_back_is_what_was_copied_under_a_new_id(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);
        await using var house = await HouseServices.OnAsync(plot, "minimal");
        var file = Path.Combine(plot.Folder, "copy");
        await house.Services.PublishAsync("017", Some.Tender());
        var id = await house.AskAsync(db => db.Identities.Select(row => row.Id).SingleAsync());

        await house.Get<Backup>().WriteAsync(file, default);
        await house.Services.PublishAsync("018", Some.Tender());
        Assert.True(await house.Get<Backup>().HasDataAsync(default));
        await house.Get<Backup>().RestoreAsync(file, default);

        Assert.Equal(["017"], await house.AskAsync(db => db.Opportunities.Select(item => item.SourceId).ToListAsync()));
        Assert.NotEqual(id, await house.AskAsync(db => db.Identities.Select(row => row.Id).SingleAsync()));
        await house.Services.PublishAsync("019", Some.Tender());
        Assert.Equal(2, await house.AskAsync(db => db.JournalHeads.Select(head => head.Sequence).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_no_backup_changes_nothing(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);
        await using var house = await HouseServices.OnAsync(plot, "minimal");
        await house.Services.PublishAsync("017", Some.Tender());
        var file = Path.Combine(plot.Folder, "copy");
        await File.WriteAllTextAsync(file, "Dear operator, this is a letter.");

        await Assert.ThrowsAsync<IOException>(() => house.Get<Backup>().RestoreAsync(file, default));

        Assert.Equal(1, await house.AskAsync(db => db.Opportunities.CountAsync()));
    }

    [Fact]
    public async Task A_backup_that_was_cut_changes_nothing()
    {
        await using var plot = await Plot.OfAsync();
        await using var house = await HouseServices.OnAsync(plot, "minimal");
        var file = Path.Combine(plot.Folder, "copy");
        await house.Get<Backup>().WriteAsync(file, default);
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file))[..100_000]);

        await Assert.ThrowsAsync<IOException>(() => house.Get<Backup>().RestoreAsync(file, default));

        Assert.True(await house.AskAsync(db => db.Countries.AnyAsync()));
    }

    /// <summary>As an operator does it, with a portal that serves meanwhile.</summary>
    [Fact]
    public async Task A_copy_is_taken_while_the_portal_serves_and_put_back_only_when_it_does_not()
    {
        await using var plot = await Plot.OfAsync();
        var data = $"--Portal:DataDirectory={plot.Folder}";
        await using (var house = await ServedHouse.OnAsync(plot))
        {
            await house.WaitUntilReadyAsync();
            await house.Services.PublishAsync("017", Some.Tender());

            Assert.Equal(0, (await Executable.RunAsync(plot, "backup", "copy.db", data)).Code);
            await house.Services.PublishAsync("018", Some.Tender());
            var refused = await Executable.RunAsync(plot, "restore", "copy.db", "--force", data);
            Assert.Equal((1, ""), (refused.Code, refused.Output));
            Assert.Contains("serves", refused.Error, StringComparison.Ordinal);
        }

        var careful = await Executable.RunAsync(plot, "restore", "copy.db", data);
        Assert.Equal(1, careful.Code);
        Assert.Contains("--force", careful.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Executable.RunAsync(plot, "restore", "copy.db", "--force", data)).Code);

        // A portal that starts is a new process, which knows no file by another name.
        SqliteConnection.ClearAllPools();
        await using var again = await ServedHouse.OnAsync(plot);
        await again.WaitUntilReadyAsync();
        Assert.Equal(1, await again.TotalAsync("status=all"));
    }

    [Fact]
    public async Task An_export_is_one_file_where_the_caller_stands()
    {
        await using var plot = await Plot.OfAsync();

        var ending = await Executable.RunAsync(plot, "export", "recipe", "all.recipe.json", "--json");

        Assert.Equal((0, ""), (ending.Code, ending.Error));
        Assert.Contains("\"items\":0", ending.Output, StringComparison.Ordinal);
        Assert.StartsWith("{", await File.ReadAllTextAsync(Path.Combine(plot.Folder, "all.recipe.json")), StringComparison.Ordinal);
        Assert.Equal(["all.recipe.json"], Directory.GetFiles(plot.Folder).Select(Path.GetFileName));
    }
}
