using System.Text.Json;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

public sealed class JobAdvertTests : IAsyncLifetime
{
    readonly FakeTimeProvider _clock = Hours.At(Some.Noon);
    ServedHouse _house = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await ServedHouse.OpenAsync("minimal", _clock);
        await _house.WaitUntilReadyAsync();
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task An_open_job_tells_search_engines_what_its_page_tells_people()
    {
        var page = await PageAsync(Some.Job() with { Bodies = Texts.Of("en", "The post is in **Geneva**.") });

        var job = JsonDocument.Parse(Assert.Single(page.QuerySelectorAll("script")).TextContent).RootElement;

        Assert.Equal("JobPosting", job.GetProperty("@type").GetString());
        Assert.Equal("Network engineer", job.GetProperty("title").GetString());
        Assert.Contains(
            "<strong>Geneva</strong>", job.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal("2026-12-10T23:59:00+01:00", job.GetProperty("validThrough").GetString());
        Assert.Equal("FULL_TIME", job.GetProperty("employmentType")[0].GetString());
        var place = job.GetProperty("jobLocation")[0].GetProperty("address");
        Assert.Equal("CH", place.GetProperty("addressCountry").GetString());
        Assert.Equal(page.Href("link[rel=canonical]"), job.GetProperty("url").GetString());
        Assert.False(job.GetProperty("directApply").GetBoolean());
    }

    [Fact]
    public async Task No_text_of_a_job_ends_the_block()
    {
        var page = await PageAsync(Some.Job() with { Titles = Texts.Of("en", "</script><script>alert(1)</script>") });

        Assert.Equal("application/ld+json", Assert.Single(page.QuerySelectorAll("script")).GetAttribute("type"));
    }

    [Fact]
    public async Task One_second_after_the_deadline_it_is_gone()
    {
        _clock.Advance(Instant.FromUtc(2026, 12, 10, 22, 58, 59).Minus(Some.Noon).ToTimeSpan());
        Assert.Single((await PageAsync(Some.Job())).QuerySelectorAll("script"));

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty((await PageAsync(Some.Job(), "again")).QuerySelectorAll("script"));
    }

    [Fact]
    public async Task Tenders_and_jobs_of_nowhere_have_none()
    {
        Assert.Empty((await PageAsync(Some.Tender())).QuerySelectorAll("script"));
        Assert.Empty((await PageAsync(Some.Job() with { Countries = [] }, "nowhere")).QuerySelectorAll("script"));
    }

    [Fact]
    public async Task The_policy_still_lets_nothing_run()
    {
        var job = await _house.Services.PublishAsync("204", Some.Job());

        var answer = await _house.Client.GetAsync($"/en/opportunities/{job.ShortId}-jo-2026-204");

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'none'", policy, StringComparison.Ordinal);
    }

    async Task<IHtmlDocument> PageAsync(Content content, string id = "204")
    {
        var made = await _house.Services.PublishAsync(id, content);
        return await _house.Client.PageAsync($"/en/opportunities/{made.ShortId}-{ReferenceSlug.Of(content.Reference)}");
    }
}
