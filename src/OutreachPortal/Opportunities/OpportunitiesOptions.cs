using System.ComponentModel.DataAnnotations;

namespace OutreachPortal.Opportunities;

/// <summary>Section <c>Limits</c> of the settings, as far as opportunities are concerned.</summary>
internal sealed class OpportunitiesOptions
{
    public const string Section = "Limits";

    [Range(1, 3_650, ErrorMessage = "Limits:OpenWithoutDeadlineDays must be between 1 and 3650.")]
    public int OpenWithoutDeadlineDays { get; set; } = 90;
}
