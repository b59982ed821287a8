using System.ComponentModel.DataAnnotations;

namespace OutreachPortal.Shell;

/// <summary>Section <c>Limits</c> of the settings, as far as every request is concerned.</summary>
internal sealed class ShellLimits
{
    public const string Section = "Limits";

    /// <summary>Memory for finished pages; 0 keeps none.</summary>
    [Range(0, 4096, ErrorMessage = "Limits:PageMegabytes must be between 0 and 4096.")]
    public int PageMegabytes { get; set; } = 24;

    /// <summary>
    /// What one client may ask for in a second, for long; finished pages are not counted. 0 is no limit.
    /// </summary>
    [Range(0, 1_000_000, ErrorMessage = "Limits:RequestsPerSecond must be between 0 and 1000000.")]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>What one client may ask for at once after a rest.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:RequestBurst must be between 1 and 1000000.")]
    public int RequestBurst { get; set; } = 500;

    /// <summary>The longest body where an endpoint states no limit of its own: a form.</summary>
    [Range(1, 10_240, ErrorMessage = "Limits:FormKilobytes must be between 1 and 10240.")]
    public int FormKilobytes { get; set; } = 64;

    /// <summary>How long a client may take to send the headers of a request.</summary>
    [Range(1, 600, ErrorMessage = "Limits:HeaderSeconds must be between 1 and 600.")]
    public int HeaderSeconds { get; set; } = 30;
}
