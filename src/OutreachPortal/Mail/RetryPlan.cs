using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>
/// How long a letter waits that was refused for now. Two days for news; ten minutes for a letter that somebody waits
/// for at the screen, who would rather ask again.
/// </summary>
internal static class RetryPlan
{
    /// <summary>Writing it was tried so often before it is given up.</summary>
    public const int Faults = 3;

    const double Jitter = 0.2;

    static readonly Duration[] Patient =
    [
        Duration.FromMinutes(1), Duration.FromMinutes(5), Duration.FromMinutes(15), Duration.FromHours(1),
        Duration.FromHours(3), Duration.FromHours(6), Duration.FromHours(12), Duration.FromHours(24),
    ];

    static readonly Duration[] Awaited = [Duration.FromMinutes(1), Duration.FromMinutes(3), Duration.FromMinutes(4)];

    /// <param name="refusals">How often it was refused before this time.</param>
    /// <param name="chance">Between 0 and 1: spreads those that were refused together.</param>
    /// <returns>Null: it has been tried often enough.</returns>
    public static Duration? WaitAfter(LetterKind kind, int refusals, double chance)
    {
        var waits = Lane.Of(kind) == 0 ? Awaited : Patient;
        return refusals < waits.Length ? waits[refusals] * (1 - Jitter + (2 * Jitter * chance)) : null;
    }
}
