using NodaTime.TimeZones;
using OutreachPortal.Languages;

namespace OutreachPortal.Tests.Languages;

/// <summary>Names that are data: places of time zones, languages.</summary>
public sealed class NameListTests
{
    static readonly string[] OwnScript = ["ru", "ar", "zh"];

    public static TheoryData<string> Codes => [.. Language.All.Select(language => language.Code)];

    [Theory]
    [InlineData("ru")]
    [InlineData("ar")]
    [InlineData("zh")]
    public void Every_zone_of_a_country_has_a_place_in_the_script_of_the_language(string code)
    {
        var language = Language.Find(code)!;
        var zones = TzdbDateTimeZoneSource.Default.ZoneLocations!.Select(location => location.ZoneId);

        Assert.All(zones, zone => Assert.True(IsIn(code, ZonePlace.In(language, zone)), zone));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_place_belongs_to_a_zone_and_has_no_brackets_of_its_own(string code)
    {
        var places = ZonePlace.Names.All(Language.Find(code)!);
        var zones = TzdbDateTimeZoneSource.Default.GetIds().ToHashSet();

        Assert.All(places, place =>
        {
            Assert.Contains(place.Key, zones);
            Assert.Matches(@"^[^\s()\[\]][^()\[\]]*$", place.Value);
        });
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_language_is_named_in_every_language(string code)
    {
        var names = LanguageName.InOthers.All(Language.Find(code)!);

        Assert.Equal(LanguageName.InOthers.All(Language.English).Keys.Order(), names.Keys.Order());
        Assert.All(Language.All, language => Assert.Contains(language.Code, names.Keys));
        if (OwnScript.Contains(code)) Assert.All(names.Values, name => Assert.True(IsIn(code, name), name));
    }

    [Theory]
    [InlineData("en", "de", "German")]
    [InlineData("fr", "en", "anglais")]
    [InlineData("ar", "en", "الإنكليزية")]
    [InlineData("fr", "cy", "Cymraeg")]
    [InlineData("en", "qu", "QU")]
    public void A_language_is_named_for_the_reader(string reader, string code, string name) =>
        Assert.Equal(name, LanguageName.In(Language.Find(reader)!, code));

    static bool IsIn(string code, string text) => text.Any(letter => code switch
    {
        "ru" => letter is >= '\u0400' and <= '\u04FF',
        "ar" => letter is >= '\u0600' and <= '\u06FF',
        _ => letter is >= '\u4E00' and <= '\u9FFF',
    });
}
