using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Journeys.Support;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Journeys;

/// <summary>A list taken into a calendar, and again after a deadline moved: one event, at the new hour.</summary>
public sealed class CalendarJourney
{
    [Fact]
    public async Task A_calendar_file_that_is_imported_again_moves_the_event()
    {
        await using var browser = await SystemBrowser.OpenAsync();
        await using var house = await ServedHouse.OpenAsync("demo");
        await house.WaitUntilReadyAsync();
        var page = await browser.NewVisitorAsync(house.Address);
        var calendar = new Dictionary<string, (int Sequence, string Start, string Status)>();

        await page.GotoAsync("/en/opportunities?kind=tender&status=all");
        Import(calendar, await DownloadAsync(page));
        var before = calendar.ToDictionary();
        var id = await ExtendFirstAsync(house);
        await house.WaitUntilFollowedAsync();

        // A visitor who comes back: whatever was kept for a minute is the list before.
        var later = await browser.NewVisitorAsync(house.Address);
        await later.GotoAsync("/en/opportunities?kind=tender&status=all");
        Import(calendar, await DownloadAsync(later));

        Assert.Equal(before.Keys.Order(), calendar.Keys.Order());
        var moved = Assert.Single(calendar, entry => entry.Value.Start != before[entry.Key].Start);
        Assert.StartsWith(id, moved.Key, StringComparison.Ordinal);
        Assert.True(moved.Value.Sequence > before[moved.Key].Sequence);

        await CancelAsync(house, id);
        await house.WaitUntilFollowedAsync();
        var last = await browser.NewVisitorAsync(house.Address);
        await last.GotoAsync("/en/opportunities?kind=tender&status=all");
        Import(calendar, await DownloadAsync(last));

        Assert.Equal("CANCELLED", calendar[moved.Key].Status);
        Assert.True(calendar[moved.Key].Sequence > moved.Value.Sequence);
    }

    /// <summary>As calendars do it: by UID, and only what has a later sequence takes the place of what is there.</summary>
    static void Import(Dictionary<string, (int Sequence, string Start, string Status)> calendar, string file)
    {
        foreach (var text in file.Replace("\r\n ", "").Split("BEGIN:VEVENT").Skip(1))
        {
            var lines = text.Split("\r\n").Where(line => line.Contains(':')).GroupBy(line => line[..line.IndexOf(':')])
                .ToDictionary(group => group.Key, group => group.First()[(group.Key.Length + 1)..]);
            var sequence = int.Parse(lines.GetValueOrDefault("SEQUENCE", "0"), CultureInfo.InvariantCulture);
            if (!calendar.TryGetValue(lines["UID"], out var known) || known.Sequence < sequence)
                calendar[lines["UID"]] = (sequence, lines["DTSTART"], lines["STATUS"]);
        }
    }

    static async Task<string> DownloadAsync(IPage page)
    {
        var file = await page.RunAndWaitForDownloadAsync(
            () => page.Locator("main a[type='text/calendar']").First.ClickAsync());
        return await File.ReadAllTextAsync((await file.PathAsync())!);
    }

    static async Task<string> ExtendFirstAsync(ServedHouse house)
    {
        var id = "";
        await ChangeAsync(house, item => item.Opportunity.Kind == Kind.Tender && item.Opportunity.Deadline != null, (publication, shown) =>
        {
            id = shown.Opportunity.ShortId;
            var deadline = shown.Content.Deadline!;
            publication.Amend(
                shown.Edition, shown.Number + 1,
                shown.Content with { Deadline = new Deadline(deadline.Local.PlusDays(7), deadline.Zone) }, null);
        });
        return id;
    }

    static Task CancelAsync(ServedHouse house, string id) =>
        ChangeAsync(house, item => item.Opportunity.ShortId == id && item.Number == item.Opportunity.Revision, (publication, shown) =>
            publication.Move(shown.Opportunity, State.Cancelled, "source:demo", "The works were merged."));

    static Task ChangeAsync(
        ServedHouse house, System.Linq.Expressions.Expression<Func<Revision, bool>> which,
        Action<Publication, Revision> change) =>
        house.DoAsync(async services =>
        {
            var shown = await services.GetRequiredService<PortalDb>().Revisions
                .Include(revision => revision.Edition).ThenInclude(edition => edition.Opportunity)
                .Include(revision => revision.Opportunity)
                .Where(which).Where(revision => revision.Opportunity.State == State.Published)
                .OrderBy(revision => revision.Id).FirstAsync();
            var publication = services.GetRequiredService<Publication>();
            change(publication, shown);
            await publication.CommitAsync();
        });
}
