using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Tests.Opportunities;

public sealed class DeadlineTests
{
    static readonly string[] Zones = [.. DateTimeZoneProviders.Tzdb.Ids];

    static readonly Arbitrary<(Instant Instant, string Zone)> Moments = (
        from zone in Gen.Elements(Zones)
        from day in Gen.Choose(-18_000, 30_000)
        from second in Gen.Choose(0, 86_399)
        select (Instant.FromUnixTimeSeconds((day * 86_400L) + second), zone)).ToArbitrary();

    /// <summary>Moments around the changes of a clock, where an hour is missing or comes twice.</summary>
    static readonly Arbitrary<(Instant Instant, string Zone)> Changes = (
        from zone in Gen.Elements(
            "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Gaza", "Pacific/Apia")
        from year in Gen.Choose(1995, 2030)
        from minutes in Gen.Choose(-150, 150)
        let at = DateTimeZoneProviders.Tzdb[zone].GetZoneInterval(Instant.FromUtc(year, 6, 1, 0, 0))
        where at.HasEnd
        select (at.End + Duration.FromMinutes(minutes), zone)).ToArbitrary();

    [Fact]
    public void An_instant_comes_back_from_the_clocks_of_any_place() => Prop
        .ForAll(Moments, moment => Deadline.At(moment.Instant, moment.Zone).Instant == moment.Instant)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void An_instant_comes_back_where_clocks_change() => Prop
        .ForAll(Changes, moment => Deadline.At(moment.Instant, moment.Zone).Instant == moment.Instant)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_deadline_is_kept_as_it_was_written() => Prop
        .ForAll(Moments, moment =>
        {
            var written = Deadline.At(moment.Instant, moment.Zone);
            var content = Support.Some.Tender() with { Deadline = written };
            return Content.FromJson(content.ToJson()).Deadline == written;
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_time_that_the_clocks_skip_is_moved_past_the_gap() => Assert.Equal(
        Instant.FromUtc(2027, 3, 28, 1, 30),
        new Deadline(new LocalDateTime(2027, 3, 28, 2, 30), "Europe/Berlin").Instant);

    [Fact]
    public void A_time_that_comes_twice_is_the_later_one() => Assert.Equal(
        Instant.FromUtc(2026, 10, 25, 1, 30),
        new Deadline(new LocalDateTime(2026, 10, 25, 2, 30), "Europe/Berlin").Instant);

    [Fact]
    public void The_earlier_of_two_equal_hours_is_written_in_utc()
    {
        var deadline = Deadline.At(Instant.FromUtc(2026, 10, 25, 0, 30), "Europe/Berlin");

        Assert.Equal(("Etc/UTC", new LocalDateTime(2026, 10, 25, 0, 30)), (deadline.Zone, deadline.Local));
    }

    [Fact]
    public void A_bare_date_ends_with_its_last_minute_there()
    {
        var deadline = Deadline.EndOf(new LocalDate(2026, 12, 1), "Asia/Kathmandu");

        Assert.Equal(new LocalDateTime(2026, 12, 1, 23, 59), deadline.Local);
        Assert.Equal(Instant.FromUtc(2026, 12, 1, 18, 14), deadline.Instant);
    }

    [Fact]
    public void A_place_without_a_zone_is_an_error_of_ours()
    {
        Assert.Throws<ArgumentException>(() => new Deadline(new LocalDateTime(2026, 12, 1, 16, 0), "EDT or so"));
        Assert.False(Deadline.IsZone("EDT or so"));
        Assert.False(Deadline.IsZone(null));
        Assert.True(Deadline.IsZone("Africa/Nairobi"));
    }
}
