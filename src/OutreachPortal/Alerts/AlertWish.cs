using NodaTime;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>What somebody is about to ask to be told of: criteria, or one opportunity that they follow.</summary>
public sealed record AlertWish
{
    /// <summary>What an alert can take of the criteria shown; null where one opportunity is followed.</summary>
    public Criteria? Criteria { get; init; }

    public Card? Followed { get; init; }

    /// <summary>What will be told, in one sentence without a full stop.</summary>
    public required string Sentence { get; init; }

    /// <summary>What the alert leaves out, and how its text was read.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why no alert can be made of it; null where one can.</summary>
    public string? Refusal { get; init; }

    /// <summary>Notices a month, as the last ninety days had them; null where nobody can tell.</summary>
    public double? Monthly { get; init; }

    /// <summary>Which frequencies are offered, the suggested one first.</summary>
    public IReadOnlyList<Frequency> Frequencies { get; init; } =
        [Frequency.Daily, Frequency.Immediate, Frequency.Weekly];

    /// <summary>The page's own query string, with its question mark.</summary>
    public string Query => Followed is { } card ? $"?follow={card.Id}"
        : Criteria!.ToQueryString() is { Length: > 0 } query ? $"?{query}" : "";
}

/// <summary>How many letters notices make.</summary>
internal static class Expectation
{
    public const int Days = 90;

    const double DaysInMonth = 30;
    const double WeeksInMonth = DaysInMonth / 7;

    /// <summary>What came in the last ninety days, as a number a month.</summary>
    public static double Monthly(long found) => found * DaysInMonth / Days;

    /// <summary>A digest leaves only where something came: notices spread over days and weeks by chance.</summary>
    public static double Letters(double monthly, Frequency frequency) => frequency switch
    {
        Frequency.Daily => Filled(monthly, DaysInMonth),
        Frequency.Weekly => Filled(monthly, WeeksInMonth),
        _ => monthly,
    };

    static double Filled(double notices, double slots) => slots * (1 - Math.Exp(-notices / slots));
}
