using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using NodaTime.Text;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Languages;

namespace OutreachPortal.Web.Commands;

internal static class AlertsCommand
{
    static readonly Option<string?> At = new("--at")
    {
        Description = "As of this instant, such as 2026-12-01T08:00:00Z; else now.",
    };

    static readonly Argument<string> Reference = new("reference")
    {
        Description = "Reference of an opportunity, or the short id of its address.",
    };

    static readonly Argument<string> Kind = new("kind") { Description = string.Join(", ", AlertPreview.Kinds) };

    static readonly Option<string> Lang = new("--lang")
    {
        Description = "en, fr, es, ru, ar or zh.", DefaultValueFactory = _ => "en",
    };

    static readonly Option<bool> Html = new("--html") { Description = "The page that a mail program shows instead." };

    public static Command Create()
    {
        At.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Read(text) is null)
                result.AddError($"\"{text}\" is not an instant. Write it like this: 2026-12-01T08:00:00Z.");
        });
        Kind.AcceptOnlyFromAmong([.. AlertPreview.Kinds]);
        Lang.AcceptOnlyFromAmong([.. Language.All.Select(language => language.Code)]);
        return new Command("alerts", "Matches, writes and explains alerts.")
        {
            DataCommand.CreateAt(
                "run", "Matches, reminds, makes digests and carries letters once.", AsOf, RunAsync, At),
            DataCommand.Create("why", "Says who was told of an opportunity, and why somebody was not.", WhyAsync, Reference),
            DataCommand.Create("preview", "Shows a letter, made of what is open here.", PreviewAsync, Kind, Lang, Html),
        };
    }

    static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var report = await services.GetRequiredService<AlertPass>().RunAsync(cancellation);
        if (parsed.GetValue(DataCommand.Json)) Console.WriteLine(JsonSerializer.Serialize(report, Columns.Json));
        else
        {
            if (!report.Matched) Console.WriteLine("A serving process matches already; it was left to it.");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{report.Reminders} reminders owed, {report.Immediate} letters and {report.Digests} digests made, "
                    + $"{report.Accepted} letters accepted."));
        }
        return CommandLine.Done;
    }

    static async Task<int> WhyAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var reference = parsed.GetValue(Reference)!;
        var traces = await services.GetRequiredService<AlertTrace>().OfAsync(reference, cancellation);
        if (traces.Count == 0)
        {
            await Console.Error.WriteLineAsync($"There is no opportunity \"{reference}\".");
            return CommandLine.Failed;
        }
        if (parsed.GetValue(DataCommand.Json))
            Console.WriteLine(JsonSerializer.Serialize(new { opportunities = traces }, Columns.Json));
        else
        {
            foreach (var trace in traces) Write(trace);
        }
        return CommandLine.Done;
    }

    static void Write(OpportunityTrace trace)
    {
        Console.WriteLine($"{trace.Id} {trace.Reference}: {trace.State.ToString().ToLowerInvariant()}"
            + (trace.Deadline is { } deadline ? $", deadline {InstantPattern.General.Format(deadline)}" : ""));
        foreach (var entry in trace.Entries)
        {
            var matching = entry.Matching is { } state ? state.ToString().ToLowerInvariant() : "not matched yet";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  entry {entry.Sequence} {entry.Change.ToString().ToLowerInvariant()} "
                    + $"{InstantPattern.General.Format(entry.At)}: {matching} {entry.Fault}").TrimEnd());
        }
        if (trace.Obligations.Count == 0) Console.WriteLine("  Nobody was owed word of it: no alert that was active then fits it.");
        foreach (var (occasion, what, count) in AlertTrace.Summary(trace))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {occasion}: {count} {what}"));
    }

    static async Task<int> PreviewAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var letter = await services.GetRequiredService<AlertPreview>().WriteAsync(
            parsed.GetValue(Kind)!, Language.Find(parsed.GetValue(Lang))!, cancellation);
        if (letter is null)
        {
            await Console.Error.WriteLineAsync("Nothing is open here that a letter could speak of.");
            return CommandLine.Failed;
        }
        if (parsed.GetValue(DataCommand.Json))
            Console.WriteLine(JsonSerializer.Serialize(new { letter.Subject, letter.Text, letter.Html }, Columns.Json));
        else if (parsed.GetValue(Html)) Console.WriteLine(letter.Html);
        else Console.WriteLine($"Subject: {letter.Subject}\n\n{letter.Text}");
        return CommandLine.Done;
    }

    static Action<IServiceCollection>? AsOf(ParseResult parsed) => parsed.GetValue(At) is { } text && Read(text) is { } at
        ? services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new ShiftedClock(at)))
        : null;

    static Instant? Read(string text) =>
        InstantPattern.ExtendedIso.Parse(text) is { Success: true } read ? read.Value : null;

    /// <summary>Goes on from an instant as time passes.</summary>
    sealed class ShiftedClock(Instant from) : TimeProvider
    {
        readonly long _started = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => from.ToDateTimeOffset() + System.GetElapsedTime(_started);
    }
}
