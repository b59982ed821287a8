using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Countries;

public sealed class CountriesStepTests
{
    const string TwoCountries = """
        { "countries": [
            { "code": "NP", "iso3": "NPL", "m49": "524", "names": { "en": "Nepal" }, "zones": ["Asia/Kathmandu"] },
            { "code": "ZR", "iso3": "ZAR", "m49": "180", "names": { "en": "Zaire" }, "zones": ["Africa/Kinshasa"] } ] }
        """;

    const string WithoutZaire = """
        { "countries": [
            { "code": "NP", "iso3": "NPL", "m49": "524", "names": { "en": "Nepal" }, "zones": ["Asia/Kathmandu"] },
            { "code": "CD", "iso3": "COD", "m49": "180", "names": { "en": "Democratic Republic of the Congo" } } ] }
        """;

    const string Groups = """
        { "groups": [ { "code": "ldc", "names": { "en": "Least developed countries" }, "source": "UN-OHRLLS",
            "members": [ { "country": "NP", "from": "1971-11-18", "until": "2026-11-24" } ] } ] }
        """;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_country_that_is_no_longer_named_stays_superseded(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await ApplyAsync(house, "countries", TwoCountries);

        await ApplyAsync(house, "countries", WithoutZaire);

        var zaire = await house.AskAsync(db => db.Countries.SingleAsync(country => country.Code == "ZR"));
        Assert.Equal("ZR", zaire.SupersededBy);
        var atlas = await house.Get<CurrentAtlas>().GetAsync();
        Assert.Equal("Zaire", atlas.NameOf("ZR", "en"));
        Assert.DoesNotContain(atlas.Countries, country => country.Code == "ZR");
    }

    [Fact]
    public async Task A_country_that_is_named_again_is_back()
    {
        await using var house = await HouseServices.OpenAsync();
        await ApplyAsync(house, "countries", TwoCountries);
        await ApplyAsync(house, "countries", WithoutZaire);

        await ApplyAsync(house, "countries", TwoCountries);

        Assert.Null(await house.AskAsync(db =>
            db.Countries.Where(country => country.Code == "ZR").Select(country => country.SupersededBy).SingleAsync()));
    }

    [Fact]
    public async Task A_name_of_a_superseded_country_means_its_heir()
    {
        await using var house = await HouseServices.OpenAsync();
        await ApplyAsync(
            house, "countries",
            TwoCountries.Replace("\"Zaire\" }", "\"Zaire\" }, \"supersededBy\": \"NP\"", StringComparison.Ordinal));

        var match = (await house.Get<CurrentAtlas>().GetAsync()).Resolve("Zaire");

        Assert.Equal(new CountryMatch.Listed("NP"), match);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_changed_group_asks_for_a_new_index_and_an_unchanged_one_does_not(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await ApplyAsync(house, "countries", TwoCountries);
        await ApplyAsync(house, "country-groups", Groups);
        var generation = await GenerationAsync(house);

        await ApplyAsync(house, "country-groups", Groups);
        Assert.Equal(generation, await GenerationAsync(house));

        await ApplyAsync(house, "country-groups", Groups.Replace("2026-11-24", "2029-11-24", StringComparison.Ordinal));
        Assert.Equal(generation + 1, await GenerationAsync(house));
        Assert.Equal(["ldc"], (await house.Get<CurrentAtlas>().GetAsync()).GroupsOf("NP", new LocalDate(2027, 1, 1)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_recipe_of_the_portal_changes_nothing_the_second_time(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider, recipe: "minimal");
        var generation = await GenerationAsync(house);

        var run = await house.AskAsync(async services =>
        {
            var again = new RecipeRun(Dry: false);
            await services.GetRequiredService<OutreachPortal.Importing.RecipeRunner>()
                .RunAsync("minimal", again, CancellationToken.None);
            return again;
        });

        Assert.Empty(run.Issues);
        Assert.All(run.Changes, change => Assert.EndsWith(": 0 changed", change, StringComparison.Ordinal));
        Assert.Equal(generation, await GenerationAsync(house));
    }

    [Fact]
    public async Task A_dry_run_counts_and_changes_nothing()
    {
        await using var house = await HouseServices.OpenAsync();

        var run = await ApplyAsync(house, "countries", TwoCountries, dry: true);

        Assert.Equal(["countries: 2 changed"], run.Changes);
        Assert.Equal(0, await house.AskAsync(db => db.Countries.CountAsync()));
    }

    [Theory]
    [InlineData("countries", "{}", "names no country")]
    [InlineData(
        "country-groups",
        """{ "groups": [ { "code": "ldc", "names": {}, "members": [ { "country": "QQ" } ] } ] }""", "\"QQ\"")]
    public async Task What_cannot_be_applied_is_said(string step, string json, string expected)
    {
        await using var house = await HouseServices.OpenAsync();

        var run = await ApplyAsync(house, step, json);

        Assert.Contains(expected, Assert.Single(run.Issues), StringComparison.Ordinal);
    }

    static async Task<RecipeRun> ApplyAsync(HouseServices house, string name, string json, bool dry = false)
    {
        var run = new RecipeRun(dry);
        using var step = JsonDocument.Parse(json);
        await house.DoAsync(services => services.GetServices<IRecipeStep>().Single(offered => offered.Name == name)
            .ApplyAsync(step.RootElement, run, CancellationToken.None));
        return run;
    }

    static Task<int> GenerationAsync(HouseServices house) =>
        house.AskAsync(db => db.Identities.AsNoTracking().Select(row => row.IndexGeneration).SingleAsync());
}
