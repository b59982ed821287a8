using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Support;

/// <summary>Readers for components: a small world of three countries, two groups and two subjects.</summary>
internal static class Readers
{
    public static Reader In(string language, string path = "", string query = "")
    {
        var found = Language.Find(language)!;
        return new Reader(new Visit(Phrases.For(found), path, query), NamesIn(found));
    }

    public static Names NamesIn(Language language) => new(language, World, Tree);

    static Atlas World { get; } = new(
        [
            CountryOf("KE", "Kenya", "كينيا", "Africa/Nairobi"),
            CountryOf("NP", "Nepal", "نيبال", "Asia/Kathmandu"),
            CountryOf("CH", "Switzerland", "سويسرا", "Europe/Zurich"),
        ],
        [
            GroupOf("developing", 1, "Developing economies", "Developing"),
            GroupOf("ldc", 2, "Least developed countries", "LDC"),
        ],
        [
            new GroupMembership { Group = "developing", Country = "KE" },
            new GroupMembership { Group = "developing", Country = "NP" },
            new GroupMembership { Group = "ldc", Country = "NP", Until = new LocalDate(2026, 11, 24) },
        ]);

    static CategoryTree Tree { get; } = new(
        [
            new Category { Code = "software", Position = 1, Labels = { ["en"] = "Software" } },
            new Category
            {
                Code = "development", Parent = "software", Position = 2, Labels = { ["en"] = "Development" },
            },
        ], []);

    static Country CountryOf(string code, string english, string arabic, string zone) => new()
    {
        Code = code, Names = { ["en"] = english, ["ar"] = arabic }, Zones = [zone], MainZone = zone,
    };

    static CountryGroup GroupOf(string code, int position, string name, string shortName) => new()
    {
        Code = code, Position = position, Names = { ["en"] = name }, ShortNames = { ["en"] = shortName },
    };
}
