using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>What a report of a provider means for the address it speaks of.</summary>
internal enum ReportMeaning
{
    /// <summary>Delivered, opened, deferred: it is known, and changes nothing.</summary>
    Nothing,

    MailboxFull,

    HardBounce,

    Complaint,
}

/// <summary>One report, whatever provider it came from.</summary>
/// <param name="EventId">The same report twice has the same.</param>
/// <param name="Kind">The provider's own word.</param>
internal sealed record ProviderReport(string Provider, string EventId, string Kind, Instant HappenedAt)
{
    public ReportMeaning Meaning { get; init; }

    public Guid? DeliveryId { get; init; }

    public string? AddressMac { get; init; }

    /// <summary>What was sent, without the address.</summary>
    public required string Raw { get; init; }
}
