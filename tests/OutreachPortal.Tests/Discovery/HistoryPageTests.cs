using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>What became public of one notice, as a page, to programs, and as releases.</summary>
public sealed class HistoryPageTests : IAsyncLifetime
{
    readonly FakeTimeProvider _clock = Hours.At(Some.Noon);
    ServedHouse _house = null!;
    string _path = "";

    public async ValueTask InitializeAsync()
    {
        _house = await ServedHouse.OpenAsync("minimal", _clock);
        await _house.WaitUntilReadyAsync();
        var opportunity = await _house.Services.PublishAsync("017", Some.Tender());
        await ChangeAsync((publication, edition) => publication.Amend(edition, 2, Moved(), null));
        await ChangeAsync((publication, edition) =>
            publication.Move(edition.Opportunity, State.Cancelled, "source:nairobi-works", "The works were merged."));
        await _house.WaitUntilFollowedAsync();
        _path = $"/opportunities/{opportunity.ShortId}-nw-2026-017";
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Every_version_is_listed_newest_first_with_old_and_new()
    {
        var page = await _house.Client.PageAsync($"/en{_path}/history");

        Assert.Equal(
            ["Cancelled: 15 Nov 2026, 14:00 UTC", "Amended: 15 Nov 2026, 13:00 UTC", "Published: 15 Nov 2026, 12:00 UTC"],
            page.Texts("section h2"));
        Assert.Equal(
            "Deadline: 1 Dec 2026, 16:00 Nairobi → 15 Dec 2026, 16:00 Nairobi", page.Texts(".changes li")[0]);
        Assert.Equal(["The works ask for a **billing system** for 40,000 households."], page.Texts("del"));
        Assert.Equal(["The works ask for a **billing system** for 50,000 households."], page.Texts("ins"));
        Assert.Equal(["40,000", "50,000"], page.Texts("mark"));
        Assert.Contains("Reason: The works were merged.", page.Texts("section > p"));
        Assert.Equal($"/en{_path}", page.Href("article > p > a"));
    }

    [Theory]
    [InlineData("fr", "Date limite")]
    [InlineData("ar", "←")]
    [InlineData("zh", "→")]
    public async Task It_is_said_in_the_language_of_the_page(string language, string part) => Assert.Contains(
        part,
        (await _house.Client.PageAsync($"/{language}{_path}/history")).Texts(".changes li")[0],
        StringComparison.Ordinal);

    [Fact]
    public async Task The_notice_itself_says_how_the_deadline_moved_and_leads_to_the_rest()
    {
        var page = await _house.Client.PageAsync($"/en{_path}");

        Assert.Equal(
            ["Deadline: 1 Dec 2026, 16:00 Nairobi → 15 Dec 2026, 16:00 Nairobi"], page.Texts(".history li p"));
        Assert.Equal(HttpStatusCode.OK, (await _house.Client.GetAsync(page.Href("a[href$='/history']"))).StatusCode);
    }

    [Fact]
    public async Task Another_tail_leads_to_the_one_address()
    {
        var answer = await _house.Client.GetAsync($"/en{_path[..^3]}/history?from=KE");

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal($"/en{_path}/history?from=KE", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Each_version_is_a_release_that_the_official_schema_passes_and_that_never_changes()
    {
        var text = await _house.Client.GetStringAsync($"/en{_path}/history.ocds.json");
        using var json = JsonDocument.Parse(text);
        var releases = json.RootElement.GetProperty("releases").EnumerateArray().ToList();

        Assert.Equal(
            [("tender", "active"), ("tenderUpdate", "active"), ("tenderCancellation", "cancelled")],
            releases.Select(release => (
                release.GetProperty("tag")[0].GetString(), release.GetProperty("tender").GetProperty("status").GetString())));
        Assert.Equal(
            ["2026-12-01T16:00:00+03:00", "2026-12-15T16:00:00+03:00", "2026-12-15T16:00:00+03:00"],
            releases.Select(release =>
                release.GetProperty("tender").GetProperty("tenderPeriod").GetProperty("endDate").GetString()));
        Assert.Empty(await OcdsSchema.ErrorsOfAsync(text));

        // The newest one is the same as in the list, in whichever language that was asked for.
        var listed = (await _house.JsonAsync("/zh/opportunities.ocds.json?status=all")).GetProperty("releases")[0];
        Assert.Equal(releases[^1].GetRawText(), listed.GetRawText());
    }

    [Fact]
    public async Task Programs_are_told_what_changed()
    {
        var id = _path.Split('/')[2][..ShortId.Length];
        var history = (await _house.JsonAsync($"/api/v1/opportunities/{id}")).GetProperty("history");
        var differences = history[1].GetProperty("differences");

        Assert.Equal(["deadline", "body"], differences.EnumerateArray().Select(entry => entry.GetProperty("field").GetString()));
        Assert.Equal("2026-12-01T16:00:00 Africa/Nairobi", differences[0].GetProperty("before")[0].GetString());
        Assert.Equal("2026-12-15T16:00:00 Africa/Nairobi", differences[0].GetProperty("after")[0].GetString());
        Assert.Equal("en", differences[1].GetProperty("language").GetString());
        Assert.Equal("The works were merged.", history[2].GetProperty("why").GetString());
    }

    [Fact]
    public async Task What_was_withdrawn_has_no_history_any_more()
    {
        await ChangeAsync((publication, edition) =>
            publication.Move(edition.Opportunity, State.Withdrawn, "source:nairobi-works"));

        Assert.Equal(HttpStatusCode.Gone, (await _house.Client.GetAsync($"/en{_path}/history")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await _house.Client.GetAsync($"/en{_path}/history.ocds.json")).StatusCode);
    }

    static Content Moved() => Some.Tender() with
    {
        Deadline = new Deadline(new LocalDateTime(2026, 12, 15, 16, 0), "Africa/Nairobi"),
        Bodies = Texts.Of("en", "The works ask for a **billing system** for 50,000 households."),
    };

    async Task ChangeAsync(Action<Publication, Edition> change)
    {
        _clock.Advance(TimeSpan.FromHours(1));
        await _house.DoAsync(async services =>
        {
            var edition = await services.GetRequiredService<PortalDb>().Editions
                .Include(entry => entry.Opportunity).SingleAsync();
            var publication = services.GetRequiredService<Publication>();
            change(publication, edition);
            await publication.CommitAsync();
        });
    }
}
