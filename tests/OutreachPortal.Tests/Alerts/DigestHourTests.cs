using NodaTime;
using OutreachPortal.Alerts;

namespace OutreachPortal.Tests.Alerts;

public sealed class DigestHourTests
{
    const string Paris = "Europe/Paris";
    const string Apia = "Pacific/Apia";
    const string LordHowe = "Australia/Lord_Howe";

    [Fact]
    public void A_day_of_23_hours_has_one_digest()
    {
        var before = DigestHour.At(new LocalDate(2026, 3, 28), Paris);
        var after = DigestHour.At(new LocalDate(2026, 3, 29), Paris);

        Assert.Equal(Duration.FromHours(23), after - before);
        Assert.Equal(after, DigestHour.DueAfter(Frequency.Daily, Paris, before));
    }

    [Fact]
    public void A_day_of_25_hours_has_one_digest()
    {
        var before = DigestHour.At(new LocalDate(2026, 10, 24), Paris);
        var after = DigestHour.At(new LocalDate(2026, 10, 25), Paris);

        Assert.Equal(Duration.FromHours(25), after - before);
        Assert.Equal(after, DigestHour.DueAfter(Frequency.Daily, Paris, before));
    }

    [Fact]
    public void What_happened_at_eight_belongs_to_the_next_morning()
    {
        var eight = DigestHour.At(new LocalDate(2026, 11, 16), "Africa/Nairobi");

        Assert.Equal(Instant.FromUtc(2026, 11, 16, 5, 0), eight);
        Assert.Equal(eight, DigestHour.DueAfter(Frequency.Daily, "Africa/Nairobi", eight - Duration.Epsilon));
        Assert.Equal(
            eight + Duration.FromDays(1), DigestHour.DueAfter(Frequency.Daily, "Africa/Nairobi", eight));
    }

    [Fact]
    public void A_week_ends_on_Monday_at_eight()
    {
        var monday = new LocalDate(2026, 11, 16);
        var eight = DigestHour.At(monday, Paris);

        Assert.Equal(monday, DigestHour.Last(Frequency.Weekly, Paris, eight));
        Assert.Equal(monday.PlusWeeks(-1), DigestHour.Last(Frequency.Weekly, Paris, eight - Duration.Epsilon));
        Assert.Equal(monday, DigestHour.Last(Frequency.Weekly, Paris, eight + Duration.FromDays(6)));
        Assert.Equal(eight, DigestHour.DueAfter(Frequency.Weekly, Paris, eight - Duration.FromDays(3)));
        Assert.Equal(
            DigestHour.At(monday.PlusWeeks(1), Paris), DigestHour.DueAfter(Frequency.Weekly, Paris, eight));
    }

    [Fact]
    public void A_date_that_a_place_skipped_gives_its_digest_when_clocks_go_on() =>
        // Samoa had no 30 December 2011: the day after the 29th was the 31st.
        Assert.Equal(
            Instant.FromUtc(2011, 12, 30, 10, 0), DigestHour.At(new LocalDate(2011, 12, 30), Apia));

    [Theory]
    [InlineData(Paris)]
    [InlineData(LordHowe)]
    [InlineData("America/St_Johns")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Nowhere/At_all")]
    public void Every_moment_of_a_year_has_one_morning_before_it_and_one_after(string zone)
    {
        for (var at = Instant.FromUtc(2026, 1, 1, 0, 7); at < Instant.FromUtc(2027, 1, 1, 0, 0); at += Duration.FromHours(5))
        {
            var last = DigestHour.At(DigestHour.Last(Frequency.Daily, zone, at), zone);
            var due = DigestHour.DueAfter(Frequency.Daily, zone, at);

            Assert.InRange(at, last, due - Duration.Epsilon);
            Assert.InRange((due - last).TotalHours, 23, 25);
            Assert.Equal(DigestHour.Last(Frequency.Daily, zone, last), DigestHour.Last(Frequency.Daily, zone, at));
        }
    }
}
