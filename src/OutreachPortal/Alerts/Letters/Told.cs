using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>One item that a letter speaks of: what is new of it, and for which alert.</summary>
internal sealed record Told(
    Opportunity Item, Content Content, Card Card, Subscription Alert, LetterNews News, IReadOnlyList<Tiding> Tidings);
