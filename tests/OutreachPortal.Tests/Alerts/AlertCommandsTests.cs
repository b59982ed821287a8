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

    /// <summary>Every kind of letter that is sent has one to look at, in every language.</summary>
    [Fact]
    public async Task A_preview_is_a_letter_of_what_is_open()
    {
        await using var house = await HouseServices.OpenAsync(recipe: "minimal", clock: _clock);
        await house.Services.PublishAsync(("017", Some.Tender()), ("018", Some.Job()));

        foreach (var (kind, language) in AlertPreview.Kinds.SelectMany(kind => Language.All.Select(language => (kind, language))))
        {
            var letter = await house.AskAsync(services => services.GetRequiredService<AlertPreview>()
                .WriteAsync(kind, language, CancellationToken.None));

            Assert.NotNull(letter);
            Assert.Equal(language, letter.Language);
            Assert.DoesNotContain('\n', letter.Subject);
            Assert.Contains($"lang=\"{language.Code}\"", letter.Html, StringComparison.Ordinal);
            Assert.Equal(IsAboutAnItem(kind), letter.Subject.Contains("Nairobi County Water Works", StringComparison.Ordinal));
            Assert.Equal(IsAboutAnItem(kind), letter.Text.Contains("Nairobi County Water Works", StringComparison.Ordinal));
            Assert.DoesNotContain('{', letter.Text);
        }
    }

    [Fact]
    public async Task Each_kind_has_a_subject_of_its_own_and_letters_about_alerts_need_nothing_open()
    {
        await using var house = await HouseServices.OpenAsync(recipe: "minimal", clock: _clock);
        List<string?> subjects = [];

        foreach (var kind in AlertPreview.Kinds)
        {
            var letter = await house.AskAsync(services => services.GetRequiredService<AlertPreview>()
                .WriteAsync(kind, Language.English, CancellationToken.None));
            Assert.Equal(IsAboutAnItem(kind), letter is null);
            if (letter is not null) subjects.Add(letter.Subject);
        }

        Assert.Equal(4, subjects.Distinct().Count());
    }

    [Fact]
    public async Task A_preview_is_printed_as_text_or_as_a_page()
    {
        await using var plot = await Plot.OfAsync();

        var text = await Executable.RunAsync(plot, "alerts", "preview", "confirm", "--lang", "fr");
        var page = await Executable.RunAsync(plot, "alerts", "preview", "keep", "--html");

        Assert.StartsWith("Subject: Confirmez votre alerte", text.Output, StringComparison.Ordinal);
        Assert.Contains("<!doctype html>", page.Output, StringComparison.Ordinal);
    }

    static bool IsAboutAnItem(string kind) => kind is not ("confirm" or "already" or "manage" or "keep");

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
