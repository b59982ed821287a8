using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace OutreachPortal.Exchange.Tests;

public sealed class DeadlineTextTests
{
    static string Shown(DeadlineText read) => read switch
    {
        DeadlineText.AtInstant at => "instant " + OffsetDateTimePattern.ExtendedIso.Format(at.Value),
        DeadlineText.AtZoned at =>
            $"zoned {LocalDateTimePattern.ExtendedIso.Format(at.Value)} {at.ZoneId} {at.Offset?.ToString() ?? "-"}",
        DeadlineText.Local local => "local " + LocalDateTimePattern.ExtendedIso.Format(local.Value),
        DeadlineText.DateOnly on => "date " + LocalDatePattern.Iso.Format(on.Value),
        DeadlineText.Unreadable => "unreadable",
        _ => "none",
    };

    [Theory]
    [InlineData(null, "none"), InlineData("  ", "none")]
    [InlineData("2026-03-12T16:00:00Z", "instant 2026-03-12T16:00:00Z")]
    [InlineData("2016-06-21T13:27:43.680102+03:00", "instant 2016-06-21T13:27:43.680102+03")]
    [InlineData("2026-03-12T16:00+00", "instant 2026-03-12T16:00:00Z")]
    [InlineData("2026-03-12T16:00:00.000000000000Z", "instant 2026-03-12T16:00:00Z")]
    [InlineData("2026-03-12 16:00:00+0530", "instant 2026-03-12T16:00:00+05:30")]
    [InlineData("2026-03-12T16:00:00+03:00[Africa/Nairobi]", "zoned 2026-03-12T16:00:00 Africa/Nairobi +03")]
    [InlineData("2014-04-15 14:00 Eastern Daylight Time (EDT)", "zoned 2014-04-15T14:00:00 America/New_York -04")]
    [InlineData("2014-02-15 14:00 Newfoundland Standard Time (NST)",
        "zoned 2014-02-15T14:00:00 America/St_Johns -03:30")]
    [InlineData("2014-07-15 14:00 Central Standard Time (CST)", "zoned 2014-07-15T14:00:00 America/Regina -06")]
    [InlineData("2014-01-15 14:00 Eastern Daylight Time (EDT)", "zoned 2014-01-15T14:00:00 Etc/GMT+4 -04")]
    [InlineData("2014-07-15 14:00 Newfoundland Standard Time (NST)", "instant 2014-07-15T14:00:00-03:30")]
    [InlineData("2014-07-15 14:00 Eastern Time", "zoned 2014-07-15T14:00:00 America/New_York -")]
    [InlineData("2014-01-15 14:00 Central European Time (CET)", "zoned 2014-01-15T14:00:00 Europe/Brussels +01")]
    [InlineData("2026-03-12 16:00 Africa/Nairobi", "zoned 2026-03-12T16:00:00 Africa/Nairobi -")]
    [InlineData("2026-03-12 16:00 E. Africa Standard Time", "zoned 2026-03-12T16:00:00 Africa/Nairobi -")]
    [InlineData("2026-03-12 16:00 (GMT -5.00)", "instant 2026-03-12T16:00:00-05")]
    [InlineData("12-Mar-2026 16:00 (GMT 3.00)", "instant 2026-03-12T16:00:00+03")]
    [InlineData("12 Mar 2026 16:00 (GMT 5.30) New Delhi", "instant 2026-03-12T16:00:00+05:30")]
    [InlineData("2026-03-12 16:00 UTC+3", "instant 2026-03-12T16:00:00+03")]
    [InlineData("2026-03-12 16:00 UTC", "instant 2026-03-12T16:00:00Z")]
    [InlineData("2026-03-12 4:00 PM EAT", "zoned 2026-03-12T16:00:00 Africa/Nairobi +03")]
    [InlineData("20190102 12:00", "local 2019-01-02T12:00:00")]
    [InlineData("2017-01-25 9:30", "local 2017-01-25T09:30:00")]
    [InlineData("2026-03-12T24:00:00", "local 2026-03-13T00:00:00")]
    [InlineData("12 March 2026 16:00", "local 2026-03-12T16:00:00")]
    [InlineData("2024/02/22 12:53:22", "local 2024-02-22T12:53:22")]
    [InlineData("2026-03-12", "date 2026-03-12"), InlineData("20260312", "date 2026-03-12")]
    [InlineData("2026-03-12+02:00", "date 2026-03-12")]
    [InlineData("12 Mar 2026", "date 2026-03-12"), InlineData("Thursday, 12 March 2026", "date 2026-03-12")]
    [InlineData("March 12, 2026", "date 2026-03-12"), InlineData("09th July, 2020", "date 2020-07-09")]
    [InlineData("2026-02-30", "unreadable"), InlineData("2026-03-12 25:00", "unreadable"),
        InlineData("0000-01-01", "unreadable")]
    [InlineData("2026-03-12 16:00 Narnia Time", "unreadable"), InlineData("2026-03-12 16:00 +15:00", "unreadable")]
    [InlineData("7/22/2025", "unreadable"), InlineData("soon", "unreadable"), InlineData("12 Mayor 2026", "unreadable")]
    public void A_text_is_read_as_far_as_it_goes(string? text, string outcome) =>
        Assert.Equal(outcome, Shown(DeadlineText.Read(text)));

    [Theory]
    [InlineData("7/22/2025", "M/d/yyyy", "date 2025-07-22")]
    [InlineData("22/07/2025 16:00", "dd/MM/yyyy HH:mm", "local 2025-07-22T16:00:00")]
    [InlineData("22/07/2025", "M/d/yyyy", "unreadable")]
    [InlineData("22/07/2025", "%%%", "unreadable")]
    public void A_format_decides_what_is_ambiguous(string text, string format, string outcome) =>
        Assert.Equal(outcome, Shown(DeadlineText.Read(text, format)));

    [Fact]
    public void An_ambiguous_text_says_that_a_format_is_needed() => Assert.Contains(
        "a format must say", Assert.IsType<DeadlineText.Unreadable>(DeadlineText.Read("7/22/2025")).Sentence,
            StringComparison.Ordinal);

    [Fact]
    public void A_long_text_is_no_date() =>
        Assert.IsType<DeadlineText.Unreadable>(DeadlineText.Read(new string('1', 5000)));

    [Fact]
    public void Any_instant_written_in_RFC_3339_is_read_back() => Prop.ForAll<int, short>((seconds, minutes) =>
    {
        var offset = Offset.FromSeconds(minutes % 840 * 60);
        var written = Instant.FromUnixTimeSeconds(1_800_000_000L + (seconds % 900_000_000)).WithOffset(offset);
        return DeadlineText.Read(OffsetDateTimePattern.Rfc3339.Format(written)) == new DeadlineText.AtInstant(written);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_whatever_throws() => Prop.ForAll<string>(text => DeadlineText.Read(text) is not null
        && DeadlineText.Read("2026-03-12 16:00 " + text) is not null).QuickCheckThrowOnFailure();
}
