using NodaTime;

namespace OutreachPortal.Exchange.Tests;

public sealed class TedNoticeTests
{
    [Fact]
    public void A_notice_is_read_with_its_deadline_and_languages()
    {
        const string Line = """{"id":"000123-2026","date_pub":"20260105","lang_orig":"FR","country":"EL","buyer":{"fr":"Ville de Patras"},"cpv":["48000000"],"titles":{"en":"Greece - Software","EL":"Ελλάδα"},"title":"Logiciels","receipt_deadline":"2026-02-10 9:00","deadline":"20260210","value":"1000.50","currency":"EUR","languages_accepted":["EL","EN"]}""";

        var notice = Assert.Single(TedNotice.Read(Some.Stream(Line))).Value!;

        Assert.Equal(("000123-2026", "fr", "Ville de Patras"), (notice.Id, notice.Language, notice.Buyer["fr"]));
        Assert.Equal("Ελλάδα", notice.Headlines["el"]);
        Assert.Equal(new DeadlineText.Local(new LocalDateTime(2026, 2, 10, 9, 0)), notice.DeadlineRead);
        Assert.Equal(new DeadlineText.DateOnly(new LocalDate(2026, 1, 5)), notice.Published);
        Assert.Equal(new OcdsValue(1000.50m, "EUR"), notice.Value);
        Assert.Equal(["el", "en"], notice.LanguagesAccepted);
    }

    [Fact]
    public void A_notice_without_id_is_a_problem() =>
        Assert.Equal("The notice has no id.", Assert.Single(TedNotice.Read(Some.Stream("{\"title\":\"x\"}"))).Problem);
}
