using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Discovery;
using OutreachPortal.Importing;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>Everything public in one file.</summary>
public sealed class DumpTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_whole_portal_leaves_as_releases_of_every_version_that_the_official_schema_passes(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider, "demo", Hours.At(DemoHouse.SetUpAt));
        await AmendEverythingAsync(house);

        var text = await DumpAsync(house, "ocds");

        using var json = JsonDocument.Parse(text);
        var releases = json.RootElement.GetProperty("releases").EnumerateArray().ToList();
        var entries = await house.AskAsync(db => db.Journal.Join(
            db.Opportunities.Where(opportunity => opportunity.Kind == Kind.Tender && opportunity.State != State.Withdrawn),
            entry => entry.OpportunityId, opportunity => opportunity.Id, (entry, _) => entry.Sequence).ToListAsync());
        Assert.Equal(
            entries.Order(), releases.Select(release => long.Parse(release.GetProperty("id").GetString()!.Split('-')[1])).Order());
        Assert.Empty(await OcdsSchema.ErrorsOfAsync(text));
    }

    [Fact]
    public async Task A_table_and_a_file_for_programs_hold_every_item()
    {
        await using var house = await HouseServices.OpenAsync(recipe: "demo", clock: Hours.At(DemoHouse.SetUpAt));
        var ids = await house.AskAsync(db => db.Opportunities.Where(item => item.State != State.Withdrawn)
            .OrderBy(item => item.Id).Select(item => item.ShortId).ToListAsync());

        using var json = JsonDocument.Parse(await DumpAsync(house, "json"));

        Assert.Equal(ids, Table.Rows(await DumpAsync(house, "csv")).ConvertAll(row => row["id"]));
        Assert.Equal(ids, json.RootElement.GetProperty("items").EnumerateArray().Select(item => item.Id()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_second_portal_that_runs_the_recipe_shows_the_same(string provider)
    {
        var clock = Hours.At(DemoHouse.SetUpAt);
        await using var plot = await Plot.OfAsync();
        await using var first = await HouseServices.OpenAsync(recipe: "demo", clock: clock);
        await first.Services.PublishAsync("js", Some.Titled("[js: uuid()]"));
        var file = Path.Combine(plot.Folder, "copy.recipe.json");
        await using (var stream = File.Create(file))
            await first.DoAsync(services => services.GetRequiredService<PortalCopy>().WriteAsync(stream, default));

        await using var second = await HouseServices.OpenAsync(provider, "minimal", clock);
        for (var time = 0; time < 2; time++)
        {
            var run = new RecipeRun(Dry: false);
            await second.DoAsync(services => services.GetRequiredService<RecipeRunner>().RunAsync(file, run, default));
            Assert.Empty(run.Issues);
        }

        Assert.Equal(Shown(await DumpAsync(first, "json")), Shown(await DumpAsync(second, "json")));
        Assert.Equal(await OcidsAsync(first), await OcidsAsync(second));
    }

    static async Task AmendEverythingAsync(HouseServices house) => await house.DoAsync(async services =>
    {
        var publication = services.GetRequiredService<Publication>();
        var shown = await services.GetRequiredService<PortalDb>().Revisions
            .Include(revision => revision.Edition).ThenInclude(edition => edition.Opportunity).ToListAsync();
        foreach (var revision in shown)
            publication.Amend(revision.Edition, 2, revision.Content with { Place = "elsewhere" }, null);
        await publication.CommitAsync();
    });

    static async Task<string> DumpAsync(HouseServices house, string format)
    {
        using var stream = new MemoryStream();
        await house.DoAsync(services => services.GetRequiredService<Dump>().WriteAsync(format, stream, default));
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>All but the history: a copy carries the present.</summary>
    static List<string> Shown(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("items").EnumerateArray()
            .Select(item => string.Join('\n', item.EnumerateObject()
                .Where(property => property.Name != "history")
                .Select(property => property.ToString())))
            .Order(StringComparer.Ordinal)];
    }

    static async Task<List<string>> OcidsAsync(HouseServices house)
    {
        using var json = JsonDocument.Parse(await DumpAsync(house, "ocds"));
        return [.. json.RootElement.GetProperty("releases").EnumerateArray()
            .Select(release => release.GetProperty("ocid").GetString()!).Distinct().Order(StringComparer.Ordinal)];
    }
}
