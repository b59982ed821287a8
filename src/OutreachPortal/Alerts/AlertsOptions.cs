using System.ComponentModel.DataAnnotations;
using NodaTime;

namespace OutreachPortal.Alerts;

/// <summary>
/// Section <c>Limits</c> of the settings, as far as alerts are concerned: what sign-ups are allowed, and how long what
/// is kept. The public table of retention is drawn from the same numbers that the clearing up obeys.
/// </summary>
internal sealed class AlertsOptions
{
    public const string Section = "Limits";

    /// <summary>
    /// Letters of confirmation to one address in 24 hours; a further request is answered alike and sends none.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:ConfirmationsPerAddress must be between 1 and 1000000.")]
    public int ConfirmationsPerAddress { get; set; } = 3;

    /// <summary>Letters with a link to one's own alerts to one address in an hour.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:ManageLinksPerAddress must be between 1 and 1000000.")]
    public int ManageLinksPerAddress { get; set; } = 5;

    /// <summary>Requests from one network (/24, /56) in an hour; a further one is answered with 429.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:SignUpsPerNetwork must be between 1 and 1000000.")]
    public int SignUpsPerNetwork { get; set; } = 20;

    /// <summary>Letters of confirmation of all in ten minutes; what is more waits for the next ten.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:ConfirmationsInTenMinutes must be between 1 and 1000000.")]
    public int ConfirmationsInTenMinutes { get; set; } = 200;

    [Range(1, 365, ErrorMessage = "Limits:ConfirmWithinDays must be between 1 and 365.")]
    public int ConfirmWithinDays { get; set; } = 7;

    /// <summary>A manage link acts as a login: ten minutes at most (ASVS 6.5.5).</summary>
    [Range(1, 10, ErrorMessage = "Limits:ManageLinkMinutes must be between 1 and 10.")]
    public int ManageLinkMinutes { get; set; } = 10;

    [Range(1, 720, ErrorMessage = "Limits:ManageSessionMinutes must be between 1 and 720.")]
    public int ManageSessionMinutes { get; set; } = 30;

    /// <summary>After the last alert ended.</summary>
    [Range(0, 365, ErrorMessage = "Limits:KeepAddressDays must be between 0 and 365.")]
    public int KeepAddressDays { get; set; } = 28;

    [Range(1, 365, ErrorMessage = "Limits:KeepProviderEventDays must be between 1 and 365.")]
    public int KeepProviderEventDays { get; set; } = 30;

    /// <summary>What was owed and sent, without an address. The nightly second look needs five weeks of it.</summary>
    [Range(Audit.NightlyDays + 5, 3_650, ErrorMessage = "Limits:KeepDeliveryDays must be between 40 and 3650.")]
    public int KeepDeliveryDays { get; set; } = 400;

    /// <summary>The traces of sign-ups that the limits count; a day is what the limits need.</summary>
    [Range(1, 30, ErrorMessage = "Limits:KeepSignUpDays must be between 1 and 30.")]
    public int KeepSignUpDays { get; set; } = 1;

    [Range(1, 3_650, ErrorMessage = "Limits:AskAfterSilentDays must be between 1 and 3650.")]
    public int AskAfterSilentDays { get; set; } = 365;

    /// <summary>After the question whether the alerts are still wanted.</summary>
    [Range(1, 365, ErrorMessage = "Limits:EndAfterAskingDays must be between 1 and 365.")]
    public int EndAfterAskingDays { get; set; } = 30;

    public Duration ConfirmWithin => Duration.FromDays(ConfirmWithinDays);

    public Duration ManageLink => Duration.FromMinutes(ManageLinkMinutes);

    public Duration ManageSession => Duration.FromMinutes(ManageSessionMinutes);
}
