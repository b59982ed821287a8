using OutreachPortal.Alerts;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

public sealed class AlertSentenceTests
{
    static readonly Criteria Fibre = SharedCriteria.Read("q=fibre&kind=tender&group=ldc");

    [Theory]
    [InlineData("en", "New tenders in least developed countries that mention “fibre”, about 6 a month")]
    [InlineData("fr", "Nouveaux appels d’offres, dans les pays les moins avancés, qui mentionnent «\u00a0fibre\u00a0», environ 6 par mois")]
    [InlineData("es", "Nuevas licitaciones, en los países menos adelantados, que mencionan «fibre», alrededor de 6 al mes")]
    [InlineData("ru", "Новые тендеры, группа стран: наименее развитые страны, с упоминанием «fibre», примерно 6 в месяц")]
    [InlineData("zh", "新的招标，面向最不发达国家，提到“fibre”，每月约6条")]
    public void It_says_what_one_gets(string language, string expected)
    {
        var words = Phrases.For(Language.Find(language)!);

        Assert.Equal(expected, AlertSentence.WithNumber(words, In(language).Of(Fibre), 5.6));
    }

    [Fact]
    public void A_word_of_another_script_stands_apart_in_Arabic()
    {
        var words = Phrases.For(Language.Find("ar")!);
        var sentence = AlertSentence.WithNumber(words, In("ar").Of(Fibre), 6);

        Assert.StartsWith("مناقصات جديدة في أقل البلدان نمواً تذكر «", sentence, StringComparison.Ordinal);
        Assert.Contains("\u2068fibre\u2069", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_one_filter_are_joined_by_or_and_filters_follow_each_other()
    {
        var criteria = SharedCriteria.Read("country=KE&country=NP&category=software&org=unicc&remote=yes&kind=job");

        Assert.Equal(
            "New jobs in Kenya or Nepal about Software from The Centre that can be done remotely", In("en").Of(criteria));
    }

    [Fact]
    public void Every_parameter_is_said_in_every_language()
    {
        const string All = "q=x&kind=job&type=staff&grade=P-3&group=ldc&country=KE&category=software&org=o&language=fr"
            + "&remote=yes&encourages=women&sdg=5&from=NP&closing-from=2026-12-01&closing-to=2026-12-31";
        var criteria = SharedCriteria.Read(All);

        Assert.All(Language.All, language =>
        {
            var whole = In(language.Code).Of(criteria);
            Assert.All(criteria.Pairs().Where(pair => pair.Key != "kind"), pair =>
            {
                var less = SharedCriteria.Read(string.Join('&', All.Split('&').Where(part => !part.StartsWith(pair.Key + "=", StringComparison.Ordinal))));
                Assert.True(In(language.Code).Of(less).Length < whole.Length, $"{language.Code} {pair.Key}");
            });
        });
    }

    [Theory]
    [InlineData(0.4, Frequency.Immediate, 0.4)]
    [InlineData(300, Frequency.Daily, 30)]
    [InlineData(300, Frequency.Weekly, 4.3)]
    [InlineData(6, Frequency.Daily, 5.4)]
    public void Letters_a_month_follow_from_notices_a_month(double notices, Frequency frequency, double letters) =>
        Assert.Equal(letters, Expectation.Letters(notices, frequency), 1);

    static AlertSentence In(string language)
    {
        var found = Language.Find(language)!;
        return new AlertSentence(Phrases.For(found), Readers.NamesIn(found), code => code == "unicc" ? "The Centre" : code);
    }
}
