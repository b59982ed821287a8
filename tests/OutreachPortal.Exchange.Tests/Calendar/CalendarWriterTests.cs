using System.Text;
using NodaTime;
using Theirs = Ical.Net;

namespace OutreachPortal.Exchange.Tests;

public sealed class CalendarWriterTests
{
    static readonly EventCalendar Head = new()
    {
        ProductId = "-//Examples//Portal//EN",
        Name = "Délais; appels d’offres, Sénégal",
        RefreshInterval = Duration.FromHours(6),
        Source = "https://portal.example/fr/opportunities.ics?country=SN",
    };

    static readonly CalendarEvent Routers = new()
    {
        Uid = "n-17@portal.example",
        Stamp = Instant.FromUtc(2026, 11, 22, 8, 30, 5),
        Start = Instant.FromUtc(2026, 12, 1, 14, 0, 0),
        LastModified = Instant.FromUtc(2026, 11, 20, 7, 0, 0),
        Summary = "Routers, switches; 40 pcs",
        Description = "Back\\slash\r\nsecond line\nthird\ttab \u0007bell",
        Url = "https://portal.example/n/17?q=حواسيب",
        Categories = ["ICT, networks", "Sénégal"],
    };

    static readonly CalendarEvent Long = Routers with
    {
        Uid = "n-18@portal.example",
        Sequence = 2,
        IsCancelled = true,
        Summary = string.Concat(Enumerable.Repeat("توريد حواسيب ومعدات شبكات؛ ", 9)),
        Description = string.Concat(Enumerable.Repeat("供应计算机和网络设备；😀é", 40)),
        Categories = [],
    };

    static Task<string> Write(params CalendarEvent[] events) =>
        Written.ByAsync(stream => CalendarWriter.WriteAsync(stream, Head, events.ToAsyncEnumerable()));

    static async Task<IList<Theirs.CalendarComponents.CalendarEvent>> Read(params CalendarEvent[] events) =>
        [.. Theirs.Calendar.Load(await Write(events))!.Events];

    [Fact]
    public async Task The_golden_sample_is_what_is_written() =>
        Written.IsSample("deadlines.ics", await Write(Routers, Long with { Summary = "توريد حواسيب" }));

    [Fact]
    public async Task Another_program_reads_what_was_said()
    {
        var read = (await Read(Routers))[0];

        Assert.Equal(Routers.Uid, read.Uid);
        Assert.Equal(Routers.Summary, read.Summary);
        Assert.Equal("Back\\slash\nsecond line\nthird\ttab bell", read.Description);
        Assert.Equal(new DateTime(2026, 12, 1, 14, 0, 0, DateTimeKind.Utc), read.Start!.AsUtc);
        Assert.Equal("https://portal.example/n/17?q=%D8%AD%D9%88%D8%A7%D8%B3%D9%8A%D8%A8", read.Url!.AbsoluteUri);
        Assert.Equal(Routers.Categories, read.Categories);
        Assert.Equal(("CONFIRMED", 0, "TRANSPARENT"), (read.Status, read.Sequence, read.Transparency));
        Assert.Null(read.End);
    }

    [Fact]
    public async Task Long_texts_of_any_script_come_back_whole()
    {
        var read = (await Read(Long))[0];

        Assert.Equal(Long.Summary, read.Summary);
        Assert.Equal(Long.Description, read.Description);
    }

    [Fact]
    public async Task Lines_end_with_CRLF_hold_75_octets_and_part_no_character()
    {
        var target = new AsynchronousStream();
        await CalendarWriter.WriteAsync(target, Head, new[] { Routers, Long }.ToAsyncEnumerable());

        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var text = Encoding.Latin1.GetString(target.Bytes.ToArray());
        var lines = text.Split("\r\n");
        Assert.Equal("", lines[^1]);
        Assert.All(lines, line => Assert.DoesNotContain(line, c => c is '\r' or '\n'));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 75));
        Assert.All(lines, line => strict.GetString(Encoding.Latin1.GetBytes(line)));
        Assert.Contains(lines, line => line.Length == 75);
    }

    [Fact]
    public async Task A_deadline_that_moved_replaces_the_one_imported_before()
    {
        var moved = Routers with { Sequence = 1, Start = Instant.FromUtc(2026, 12, 15, 10, 0, 0) };

        var mine = (await Read(Routers)).ToDictionary(e => e.Uid!);
        foreach (var update in await Read(moved))
        {
            var had = mine.GetValueOrDefault(update.Uid!);
            if (had is null || had.Sequence < update.Sequence) mine[update.Uid!] = update;
        }

        var only = Assert.Single(mine.Values);
        Assert.Equal(new DateTime(2026, 12, 15, 10, 0, 0, DateTimeKind.Utc), only.Start!.AsUtc);
    }

    [Fact]
    public async Task A_cancelled_deadline_says_so() =>
        Assert.Equal(("CANCELLED", 2), ((await Read(Long))[0].Status, (await Read(Long))[0].Sequence));

    [Theory]
    [InlineData("javascript:alert(1)"), InlineData("not an address"), InlineData("/n/17"), InlineData(null)]
    public async Task What_is_no_web_address_is_left_out(string? url) =>
        Assert.DoesNotContain("\r\nURL", await Write(Routers with { Url = url }));

    [Fact]
    public async Task No_text_begins_a_line_of_its_own()
    {
        const string Hostile = "x\r\nEND:VEVENT\rEND:VCALENDAR\u2028\u0085DTSTART:20000101T000000Z";

        var hostile = Routers with { Uid = Hostile, Summary = Hostile, Url = "https://x.example/" + Hostile };

        var written = await Write(hostile);

        Assert.Single(written.Split("\r\n"), line => line.StartsWith("END:VEVENT", StringComparison.Ordinal));
        Assert.Single(written.Split("\r\n"), line => line.StartsWith("DTSTART", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_events_pass_through_some_kilobytes()
    {
        var events = Enumerable.Repeat(Routers, 10_000).ToAsyncEnumerable();

        Assert.InRange(await Written.LargestAsync(s => CalendarWriter.WriteAsync(s, Head, events)), 1, 1 << 15);
    }
}
