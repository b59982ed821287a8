using NodaTime;
using OutreachPortal.Languages;

namespace OutreachPortal.Opportunities;

/// <summary>The words of a standing: a job that is awarded is filled.</summary>
internal static class Standings
{
    static readonly Duration Soon = Duration.FromDays(4);

    /// <summary>Little time is left: words and colour say so.</summary>
    public static bool IsSoon(Duration left) => left < Soon;

    public static string WordOf(Standing standing, Kind kind) => (standing, kind) switch
    {
        (Standing.Awarded, Kind.Job) => "filled",
        _ => standing.ToString().ToLowerInvariant(),
    };

    public static string WordOf(Change change, Kind kind) => (change, kind) switch
    {
        (Change.Awarded, Kind.Job) => "filled",
        _ => change.ToString().ToLowerInvariant(),
    };

    public static string ChangeIn(Words words, Change change, Kind kind) => words[$"change.{WordOf(change, kind)}"];

    /// <summary>The band above a notice that one can no longer answer; null while it is open.</summary>
    public static string? BandOf(OpportunityFile file) => file.Standing switch
    {
        Standing.Open or Standing.Draft => null,
        Standing.Closed when file.Card.Deadline is null || file.Now < file.Card.Deadline.Instant => "closed-undated",
        var standing => WordOf(standing, file.Card.Kind),
    };
}
