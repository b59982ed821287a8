using System.ComponentModel.DataAnnotations;

namespace OutreachPortal.Discovery;

/// <summary>Section <c>Limits</c> of the settings, as far as lists are concerned.</summary>
internal sealed class DiscoveryOptions
{
    public const string Section = "Limits";

    /// <summary>Items of one file; the next part follows by its link.</summary>
    [Range(1, 10_000, ErrorMessage = "Limits:FileItems must be between 1 and 10000.")]
    public int FileItems { get; set; } = 10_000;
}
