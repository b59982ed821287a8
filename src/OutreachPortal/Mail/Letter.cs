using OutreachPortal.Languages;

namespace OutreachPortal.Mail;

/// <summary>
/// What a writer hands over: everything that goes on the wire, nothing of which is kept. A letter without
/// <see cref="ListId"/> (confirm, manage) carries no header of a list.
/// </summary>
internal sealed record Letter
{
    /// <summary>One address, as typed.</summary>
    public required string To { get; init; }

    public required Language Language { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>
    /// <c>daily</c> becomes <c>List-Id: &lt;daily.alerts.host&gt;</c>: the scope that one click ends.
    /// </summary>
    public string? ListId { get; init; }

    /// <summary>The address that one click (RFC 8058) posts to.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>Its last part, for those who unsubscribe by mail.</summary>
    public string? UnsubscribeToken { get; init; }

    public Uri? Help { get; init; }

    /// <summary>Which wording it was written with.</summary>
    public int TemplateVersion { get; init; } = 1;
}
