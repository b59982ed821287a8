using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

public sealed class OpportunityPageTests : IAsyncLifetime
{
    ServedHouse _house = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await ServedHouse.OpenAsync("minimal", new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Some.Noon.ToDateTimeOffset()));
        await _house.WaitUntilReadyAsync();
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task The_short_id_decides_and_any_other_tail_is_moved()
    {
        var tender = await PublishAsync("017", Some.Tender());
        var right = $"/en/opportunities/{tender.ShortId}-nw-2026-017";

        Assert.Equal(HttpStatusCode.OK, (await _house.Client.GetAsync(right)).StatusCode);
        foreach (var tail in (string[])[tender.ShortId, $"{tender.ShortId}-old", $"{tender.ShortId.ToUpperInvariant()}-nw-2026-017"])
        {
            var moved = await _house.Client.GetAsync($"/en/opportunities/{tail}?from=KE");
            Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
            Assert.Equal($"{right}?from=KE", moved.Headers.Location!.ToString());
        }
    }

    [Fact]
    public async Task A_reference_of_another_script_is_moved_to_in_escaped_form()
    {
        var tender = await PublishAsync("018", Some.Tender() with { Reference = "مناقصة 5" });
        var moved = await _house.Client.GetAsync($"/ar/opportunities/{tender.ShortId}");
        var page = await _house.Client.GetAsync(moved.Headers.Location);

        Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("0000000000-nothing")]
    [InlineData("%00")]
    [InlineData("99999999999999999999")]
    public async Task What_is_not_there_is_404(string tail) =>
        Assert.Contains((await _house.Client.GetAsync($"/en/opportunities/{tail}")).StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });

    [Fact]
    public async Task The_facts_come_first_and_the_deadline_is_told_on_three_clocks()
    {
        var tender = await PublishAsync("017", Some.Tender());
        var page = await PageAsync(tender, "?from=NP");

        Assert.Equal(["1 Dec 2026, 16:00 Nairobi", "16 days left"], page.Texts(".deadline, .left"));
        Assert.Contains("In UTC: 1 Dec 2026, 13:00", page.Texts(".facts p"));
        Assert.Contains("In your time: 1 Dec 2026, 18:45 Kathmandu", page.Texts(".facts p"));
        Assert.Equal("https://tenders.example/nw/017", page.Href("a.button.official"));
        Assert.Contains("Free", page.Texts(".facts dd"));
        Assert.Equal("billing system", page.QuerySelector(".notice strong")!.TextContent);
    }

    [Fact]
    public async Task A_cancelled_notice_stays_says_why_and_offers_others()
    {
        await PublishAsync("other", Some.Tender() with { Reference = "NW/2026/018" });
        var tender = await PublishAsync("017", Some.Tender());
        await MoveAsync(tender, State.Cancelled, "No budget this year");
        var page = await PageAsync(tender);

        Assert.Equal(
            ["Cancelled. The organisation has cancelled this. Do not send a response.", "Reason: No budget this year"], page.Texts(".band.stop p"));
        Assert.Empty(page.QuerySelectorAll(".facts .left"));
        Assert.Equal(["Published: 15 Nov 2026", "Cancelled: 15 Nov 2026"], page.Texts(".history li"));
        Assert.Single(page.QuerySelectorAll(".item"));
    }

    [Fact]
    public async Task A_withdrawn_notice_is_gone_with_its_reason_and_open_alternatives()
    {
        await PublishAsync("other", Some.Tender() with { Reference = "NW/2026/018" });
        var tender = await PublishAsync("017", Some.Tender());
        await MoveAsync(tender, State.Withdrawn, "Issued by mistake");
        var answer = await _house.Client.GetAsync($"/en/opportunities/{tender.ShortId}-nw-2026-017");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.Contains("Issued by mistake", text, StringComparison.Ordinal);
        Assert.Contains("nw-2026-018", text, StringComparison.Ordinal);
        Assert.DoesNotContain("billing system", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_notice_begins_here_and_goes_on_at_full()
    {
        var long_ = string.Join("\n\n", Enumerable.Range(1, 900).Select(n => $"Paragraph {n} of the terms of reference."));
        var tender = await PublishAsync("017", Some.Tender() with { Bodies = Texts.Of("en", long_) });
        var page = await PageAsync(tender);
        var whole = await _house.Client.PageAsync(page.Href("a.button.quiet")!);

        Assert.EndsWith("/full", page.Href("a.button.quiet"), StringComparison.Ordinal);
        Assert.InRange(page.QuerySelectorAll(".notice p").Length, 50, 400);
        Assert.Equal(900, whole.QuerySelectorAll(".notice p").Length);
    }

    [Fact]
    public async Task A_text_in_another_language_is_marked_and_can_be_chosen()
    {
        var job = await PublishAsync("204", Some.Job() with
        {
            Bodies = new Texts { ["fr"] = "Le poste est à Genève.", ["en"] = "The post is in Geneva.", ["de"] = "Die Stelle ist in Genf." },
        });
        var address = $"/en/opportunities/{job.ShortId}-jo-2026-204";
        var english = await _house.Client.PageAsync(address);
        var german = await _house.Client.PageAsync($"{address}?text=de");
        var russian = await _house.Client.PageAsync(address.Replace("/en/", "/ru/", StringComparison.Ordinal));

        Assert.Null(english.QuerySelector(".notice")!.GetAttribute("lang"));
        Assert.Equal(
            [$"{address}?text=de", address.Replace("/en/", "/fr/", StringComparison.Ordinal)],
            english.QuerySelectorAll(".told > p.links a[hreflang]").Select(link => link.GetAttribute("href")));
        Assert.Equal("de", german.QuerySelector(".notice")!.GetAttribute("lang"));
        Assert.Equal("fr", russian.QuerySelector(".notice")!.GetAttribute("lang"));
        Assert.Equal(["The text is in German."], german.Texts(".told > p.soft"));
        Assert.EndsWith("jo-2026-204", german.Href("link[rel=canonical]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_documents_of_the_sources_hosts_are_links()
    {
        var tender = await PublishAsync("017", Some.Tender() with
        {
            Documents =
            [
                new Document("Terms of reference", "https://files.tenders.example/tor.pdf", "application/pdf", 240_000),
                new Document("Price form", "https://evil.example/price.exe", "exe"),
            ],
        });
        var page = await PageAsync(tender);

        Assert.Equal(["Terms of reference (PDF, 240 kB)"], page.Texts(".documents a"));
        Assert.Equal(["Price form (EXE)"], page.Texts(".documents span"));
        Assert.Equal(["https://evil.example/price.exe"], page.Texts(".documents code"));
    }

    [Fact]
    public async Task A_second_after_the_deadline_the_page_is_there_and_marked()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Some.Noon.ToDateTimeOffset());
        await using var house = await ServedHouse.OpenAsync("minimal", clock);
        await house.WaitUntilReadyAsync();
        var tender = await house.Services.PublishAsync("017", Some.Tender());
        await house.WaitUntilFollowedAsync();
        var address = $"/en/opportunities/{tender.ShortId}-nw-2026-017";

        Assert.Equal(["1 result"], (await house.Client.PageAsync("/en/opportunities")).Texts("[role=status]"));
        clock.SetUtcNow(Some.Tender().Deadline!.Instant.ToDateTimeOffset());

        Assert.Equal(["0 results"], (await house.Client.PageAsync("/en/opportunities")).Texts("[role=status]"));
        Assert.Single((await house.Client.PageAsync(address)).QuerySelectorAll(".band.warn"));
    }

    async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(Opportunity opportunity, string query = "") =>
        await _house.Client.PageAsync($"/en/opportunities/{opportunity.ShortId}-{ReferenceSlug.Of(opportunity.Reference)}{query}");

    async Task<Opportunity> PublishAsync(string id, Content content)
    {
        var made = await _house.Services.PublishAsync(id, content);
        await _house.WaitUntilFollowedAsync();
        return made;
    }

    Task MoveAsync(Opportunity opportunity, State state, string why) => _house.DoAsync(async services =>
    {
        var publication = services.GetRequiredService<Publication>();
        var db = services.GetRequiredService<OutreachPortal.Data.PortalDb>();
        publication.Move((await db.Opportunities.FindAsync(opportunity.Id))!, state, "source:nairobi-works", why);
        await publication.CommitAsync();
    });
}
