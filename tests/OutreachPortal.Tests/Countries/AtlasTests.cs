using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Languages;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Countries;

/// <summary>The facts that the portal must get right, on the lists it is set up with.</summary>
public sealed class AtlasTests(SharedHouses houses) : IClassFixture<SharedHouses>
{
    static readonly LocalDate Today = new(2026, 11, 22);

    public static TheoryData<string, string, string, string, bool> Facts
    {
        get
        {
            TheoryData<string, string, string, string, bool> facts = [];
            foreach (var provider in Databases.All.Select(row => row.Data))
            {
                foreach (var (country, group, day, expected) in Written)
                    facts.Add(provider, country, group, day, expected);
            }
            return facts;
        }
    }

    static readonly (string Country, string Group, string Day, bool Expected)[] Written =
    [
        ("LA", "ldc", "2026-11-23", true), ("LA", "ldc", "2026-11-24", false), ("LA", "ldc", "2026-11-25", false),
        ("NP", "ldc", "2026-11-23", true), ("NP", "ldc", "2026-11-24", false), ("NP", "ldc", "2026-11-25", false),
        ("BD", "ldc", "2026-11-23", true), ("BD", "ldc", "2026-11-25", true),
        ("AO", "ldc", "2026-11-25", true),
        ("ST", "ldc", "2024-12-12", true), ("ST", "ldc", "2024-12-13", false), ("ST", "sids", "2024-12-13", true),
        ("BT", "ldc", "2023-12-12", true), ("BT", "ldc", "2023-12-13", false),
        ("KR", "developing", "2026-11-22", false), ("KE", "developing", "2026-11-22", true),
        ("DE", "developing", "2026-11-22", false),
        ("NP", "lldc", "2026-11-25", true), ("LA", "lldc", "2026-11-25", true),
        ("LA", "developing", "2026-11-25", true),
        ("KZ", "lldc", "2026-11-22", true), ("FJ", "sids", "2026-11-22", true), ("FR", "sids", "2026-11-22", false),
    ];

    [Theory, MemberData(nameof(Facts))]
    public async Task A_country_stands_in_a_group_on_a_day(
        string provider, string country, string group, string day, bool expected)
    {
        var atlas = await AtlasAsync(provider);

        var groups = atlas.GroupsOf(country, NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value);

        Assert.Equal(expected, groups.Contains(group));
    }

    [Theory]
    [InlineData("UK", "GB")]
    [InlineData(" United Kingdom", "GB")]
    [InlineData("England", "GB")]
    [InlineData("EL", "GR")]
    [InlineData("gr", "GR")]
    [InlineData("GRC", "GR")]
    [InlineData("Viet Nam", "VN")]
    [InlineData("VIETNAM", "VN")]
    [InlineData("Côte d'Ivoire", "CI")]
    [InlineData("Côte d’Ivoire", "CI")]
    [InlineData("COTE D IVOIRE", "CI")]
    [InlineData("Ivory Coast", "CI")]
    [InlineData("Україна", "UA")]
    [InlineData("Украина", "UA")]
    [InlineData("the Gambia", "GM")]
    [InlineData("Gambia (The)", "GM")]
    [InlineData("尼泊尔", "NP")]
    [InlineData("نيبال", "NP")]
    [InlineData("Népal", "NP")]
    [InlineData("Deutschland", "DE")]
    [InlineData("Lao PDR", "LA")]
    [InlineData("Lao People's Democratic Republic", "LA")]
    [InlineData("Republic of Korea", "KR")]
    [InlineData("South Korea", "KR")]
    [InlineData("DR Congo", "CD")]
    [InlineData("Congo, Rep.", "CG")]
    [InlineData("USA", "US")]
    [InlineData("U.S.A.", "US")]
    [InlineData("Türkiye", "TR")]
    [InlineData("Turkey", "TR")]
    [InlineData("Swaziland", "SZ")]
    [InlineData("Czechia", "CZ")]
    [InlineData("Trinidad & Tobago", "TT")]
    [InlineData("St. Lucia", "LC")]
    [InlineData("Moçambique", "MZ")]
    public async Task What_files_call_a_country_is_recognised(string written, string expected) =>
        Assert.Equal(new CountryMatch.Listed(expected), (await AtlasAsync()).Resolve(written));

    [Theory]
    [InlineData("Atlantis")]
    [InlineData("Africa")]
    [InlineData("Korea")]
    [InlineData("Congo")]
    [InlineData("Guinea Ecuatoria")]
    [InlineData("XX")]
    [InlineData("N/A")]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("...")]
    [InlineData(null)]
    public async Task What_is_not_known_is_not_guessed(string? written) =>
        Assert.IsType<CountryMatch.Unknown>((await AtlasAsync()).Resolve(written));

    [Theory]
    [InlineData("TW", "TW")]
    [InlineData("Taiwan", "TW")]
    [InlineData("Kosovo", "XK")]
    [InlineData("XK", "XK")]
    public async Task What_the_list_does_not_have_stays_as_it_was_written(string written, string code)
    {
        var atlas = await AtlasAsync();

        Assert.Equal(new CountryMatch.AsWritten(code, written), atlas.Resolve(written));
        Assert.Null(atlas.Find(code));
        Assert.DoesNotContain(atlas.Countries, country => country.Code == code);
    }

    [Fact]
    public async Task Every_country_has_six_names() => Assert.Empty(
        (await AtlasAsync()).Countries
            .Where(country => Language.All.Any(language => !country.Names.ContainsKey(language.Code)))
            .Select(country => country.Code));

    [Fact]
    public async Task Every_country_with_several_zones_names_its_main_one() => Assert.Empty(
        (await AtlasAsync()).Countries
            .Where(country => country.Zones.Count > 1 && !country.Zones.Contains(country.MainZone ?? ""))
            .Select(country => country.Code));

    [Fact]
    public async Task Every_zone_is_one_of_the_zone_data() => Assert.Empty(
        (await AtlasAsync()).Countries.SelectMany(country => country.Zones).Except(DateTimeZoneProviders.Tzdb.Ids));

    [Theory]
    [InlineData("DE", "Europe/Berlin")]
    [InlineData("ES", "Europe/Madrid")]
    [InlineData("PT", "Europe/Lisbon")]
    [InlineData("CY", "Asia/Nicosia")]
    [InlineData("KE", "Africa/Nairobi")]
    [InlineData("US", "America/New_York")]
    [InlineData("AU", "Australia/Sydney")]
    public async Task The_clocks_of_a_country_are_those_of_its_seat(string country, string zone) =>
        Assert.Equal(zone, (await AtlasAsync()).MainZoneOf(country));

    [Fact]
    public async Task Codes_and_numbers_are_unique()
    {
        var countries = (await AtlasAsync()).Countries;

        Assert.Equal(countries.Count, countries.Select(country => country.Iso3).Distinct().Count());
        Assert.Equal(countries.Count, countries.Select(country => country.M49).Distinct().Count());
        Assert.All(countries, country =>
            Assert.Matches("^[A-Z]{2} [A-Z]{3} [0-9]{3}$", $"{country.Code} {country.Iso3} {country.M49}"));
    }

    [Fact]
    public async Task Groups_come_in_the_order_of_the_contract()
    {
        var atlas = await AtlasAsync();

        Assert.Equal(["developing", "transition", "ldc", "lldc", "sids"], atlas.Groups.Select(group => group.Code));
        Assert.Equal(["developing", "ldc", "lldc"], atlas.GroupsOf("NP", new LocalDate(2026, 11, 23)));
        Assert.Equal(["developing", "lldc", "sids"], atlas.GroupsOf(["NP", "FJ", "FR"], new LocalDate(2026, 11, 25)));
    }

    [Fact]
    public async Task The_group_of_least_developed_countries_has_its_published_size()
    {
        var atlas = await AtlasAsync();

        Assert.Equal(44, atlas.MembersOf("ldc", Today).Count);
        Assert.Equal(42, atlas.MembersOf("ldc", new LocalDate(2026, 11, 25)).Count);
        Assert.Equal(32, atlas.MembersOf("lldc", Today).Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Nobody_stands_twice_in_a_group_on_a_day(string provider)
    {
        var house = await houses.OfAsync(provider);

        var memberships = await house.AskAsync(db => db.GroupMemberships.AsNoTracking().ToListAsync());

        Assert.Empty(memberships.GroupBy(row => (row.Group, row.Country))
            .Where(same => same.Count(row => row.Covers(Today)) > 1).Select(same => same.Key));
    }

    async Task<Atlas> AtlasAsync(string provider = Databases.Sqlite) =>
        await (await houses.OfAsync(provider)).Get<CurrentAtlas>().GetAsync();
}
