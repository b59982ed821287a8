using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OutreachPortal.Alerts;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>What an operator asks about alerts.</summary>
public sealed class AlertCommandsTests
{
    readonly FakeTimeProvider _clock = Hours.At(Some.Noon);

    [Fact]
    public async Task Why_tells_who_was_owed_and_what_became_of_it()
    {
        await using var house = await HouseServices.OpenAsync(recipe: "minimal", clock: _clock);
        await house.WatchAsync("amina", Criteria.Everything);
        await house.WatchAsync("bishal", Criteria.Everything, Frequency.Weekly);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.PassAsync();

        var trace = Assert.Single(await house.AskAsync(services =>
            services.GetRequiredService<AlertTrace>().OfAsync("NW/2026/017", CancellationToken.None)));

        Assert.Equal(MatchState.Matched, Assert.Single(trace.Entries).Matching);
        Assert.Equal(
            [("entry:1", "immediate, done, letter accepted", 1), ("entry:1", "weekly, owed", 1)], AlertTrace.Summary(trace));
        Assert.DoesNotContain("@", JsonSerializer.Serialize(trace), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("daily", "en")]
    [InlineData("changed", "ar")]
    [InlineData("closing", "zh")]
    [InlineData("cancelled", "fr")]
    public async Task A_preview_is_a_letter_of_what_is_open(string kind, string language)
    {
        await using var house = await HouseServices.OpenAsync(recipe: "minimal", clock: _clock);
        await house.Services.PublishAsync(("017", Some.Tender()), ("018", Some.Job()));

        var letter = await house.AskAsync(services => services.GetRequiredService<AlertPreview>()
            .WriteAsync(kind, Language.Find(language)!, CancellationToken.None));

        Assert.NotNull(letter);
        Assert.Contains("Nairobi County Water Works", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("Nairobi County Water Works", letter.Text, StringComparison.Ordinal);
        Assert.Contains($"lang=\"{language}\"", letter.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moment_that_is_none_is_a_wrong_call()
    {
        await using var plot = await Plot.OfAsync();

        var ending = await Executable.RunAsync(plot, "alerts", "run", "--at", "tomorrow");

        Assert.Equal(2, ending.Code);
        Assert.Contains("2026-12-01T08:00:00Z", ending.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_prints_one_object_and_an_unknown_reference_one_sentence()
    {
        await using var plot = await Plot.OfAsync();

        var run = await Executable.RunAsync(plot, "alerts", "run", "--at", "2026-12-01T08:00:00Z", "--json");
        var why = await Executable.RunAsync(plot, "alerts", "why", "no-such-thing");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.True(JsonDocument.Parse(run.Output).RootElement.GetProperty("matched").GetBoolean());
        Assert.Equal(1, why.Code);
        Assert.Contains("no-such-thing", why.Error, StringComparison.Ordinal);
    }
}
