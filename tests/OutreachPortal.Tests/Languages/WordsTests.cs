using NodaTime;
using OutreachPortal.Languages;

namespace OutreachPortal.Tests.Languages;

public sealed class WordsTests
{
    static Words In(string code) => Phrases.For(Language.Find(code)!);

    [Theory]
    [InlineData("en", 1234, "1,234")]
    [InlineData("en", 999, "999")]
    [InlineData("fr", 1234, "1\u202F234")]
    [InlineData("es", 1234, "1234")]
    [InlineData("es", 12345, "12.345")]
    [InlineData("ru", 1234567, "1\u00A0234\u00A0567")]
    [InlineData("ar", 1234, "1,234")]
    [InlineData("zh", 1234, "1,234")]
    public void Numbers_are_written_as_the_language_writes_them(string language, long n, string expected) =>
        Assert.Equal(expected, In(language).Numbers.Of(n));

    [Theory]
    [InlineData("en", "12 Mar 2026, 16:00 Nairobi")]
    [InlineData("fr", "12 mars 2026 à 16\u00A0h\u00A000 (Nairobi)")]
    [InlineData("es", "12 de marzo de 2026, 16:00\u00A0h (Nairobi)")]
    [InlineData("ru", "12 марта 2026 г., 16:00 (Найроби)")]
    [InlineData("zh", "2026年3月12日 16:00（内罗毕）")]
    public void A_moment_is_said_in_words_with_its_place(string language, string expected) =>
        Assert.Equal(expected, In(language).Dates.Moment(new LocalDateTime(2026, 3, 12, 16, 0), "Africa/Nairobi"));

    [Fact]
    public void An_Arabic_date_gives_both_names_of_the_month() =>
        Assert.Equal("12 آذار/مارس 2026", In("ar").Dates.Day(new LocalDate(2026, 3, 12)));

    [Fact]
    public void French_says_the_first() => Assert.Equal("1er mai 2026", In("fr").Dates.Day(new LocalDate(2026, 5, 1)));

    [Theory]
    [InlineData("en", 5 * 24 + 7, "5 days left")]
    [InlineData("en", 24, "1 day left")]
    [InlineData("en", 2, "2 hours left")]
    [InlineData("en", 0, "0 minutes left")]
    [InlineData("en", -3, "0 minutes left")]
    [InlineData("ru", 22 * 24, "осталось 22 дня")]
    [InlineData("ar", 48, "بقي يومان")]
    [InlineData("zh", 3, "还剩3小时")]
    public void Time_left_is_rounded_down(string language, int hours, string expected) =>
        Assert.Equal(expected, In(language).Dates.Left(Duration.FromHours(hours)));

    [Theory]
    [InlineData("en", "America/Argentina/Buenos_Aires", "Buenos Aires")]
    [InlineData("en", "Etc/UTC", "UTC")]
    [InlineData("ar", "Etc/GMT+5", "UTC−5")]
    [InlineData("en", "America/Sao_Paulo", "São Paulo")]
    [InlineData("es", "Africa/Porto-Novo", "Portonovo")]
    [InlineData("fr", "Africa/Cairo", "Le Caire")]
    [InlineData("fr", "Africa/Nairobi", "Nairobi")]
    [InlineData("ru", "Africa/Nairobi", "Найроби")]
    [InlineData("ar", "Asia/Hebron", "الخليل")]
    [InlineData("zh", "America/Port-au-Prince", "太子港")]
    [InlineData("zh", "Asia/Atlantis", "Atlantis")]
    public void A_zone_is_shown_as_a_place(string language, string zone, string expected) =>
        Assert.Equal(expected, ZonePlace.In(Language.Find(language)!, zone));

    [Theory]
    [InlineData("en", "a, b and c")]
    [InlineData("fr", "a, b et c")]
    [InlineData("ru", "a, b и c")]
    [InlineData("zh", "a、b和c")]
    public void A_list_is_joined_as_the_language_joins(string language, string expected) =>
        Assert.Equal(expected, In(language).List(["a", "b", "c"]));

    [Fact]
    public void Spanish_says_e_before_the_sound_i()
    {
        Assert.Equal("Francia e India", In("es").List(["Francia", "India"]));
        Assert.Equal("Chile y Perú", In("es").List(["Chile", "Perú"]));
        Assert.Equal("agua y hielo", In("es").List(["agua", "hielo"]));
    }

    [Fact]
    public void A_list_of_one_or_none_needs_no_joining()
    {
        Assert.Equal("", In("en").List([]));
        Assert.Equal("Kenya", In("en").List(["Kenya"]));
    }

    [Theory]
    [InlineData("en", "Funafuti, Tuvalu, Kiribati")]
    [InlineData("ar", "Funafuti، Tuvalu، Kiribati")]
    [InlineData("zh", "Funafuti，Tuvalu、Kiribati")]
    public void A_town_is_set_off_from_its_countries(string language, string expected) =>
        Assert.Equal(expected, In(language).Place("Funafuti", ["Tuvalu", "Kiribati"]));

    [Fact]
    public void A_place_may_have_no_town_or_no_country()
    {
        Assert.Equal("Tuvalu", In("zh").Place(null, ["Tuvalu"]));
        Assert.Equal("Funafuti", In("zh").Place("Funafuti", []));
    }

    [Fact]
    public void A_Latin_name_in_Arabic_is_isolated() =>
        Assert.Equal("المصدر: \u2068UNDP\u2069", In("ar").With("opportunity.source", ("source", "UNDP")));

    [Fact]
    public void A_Latin_name_in_French_stands_as_it_is() =>
        Assert.Equal("Source\u00A0: UNDP", In("fr").With("opportunity.source", ("source", "UNDP")));

    [Theory]
    [InlineData("en", 240_400, "240 kB")]
    [InlineData("fr", 1_440_000, "1,4 Mo")]
    [InlineData("en", 12_600_000, "13 MB")]
    [InlineData("en", 12, "1 kB")]
    public void A_size_is_said_in_kilobytes_or_megabytes(string language, long bytes, string expected) =>
        Assert.Equal(expected, In(language).Size(bytes));

    [Fact]
    public void A_key_that_does_not_exist_is_our_bug()
    {
        var thrown = Assert.Throws<KeyNotFoundException>(() => In("fr")["no.such.key"]);

        Assert.Contains("no.such.key", thrown.Message, StringComparison.Ordinal);
        Assert.Null(In("fr").Find("no.such.key"));
    }
}
