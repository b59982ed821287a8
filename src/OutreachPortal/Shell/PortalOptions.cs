namespace OutreachPortal.Shell;

/// <summary>The settings of the section Portal: where the portal lives and what it is called.</summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>Relative to the front door's content root, never the caller's directory; full once bound.</summary>
    public string DataDirectory { get; set; } = "App_Data";

    public string PublicUrl { get; set; } = "http://localhost:5080";

    public string Name { get; set; } = "Outreach Portal";

    /// <summary>A folder of themes/.</summary>
    public string Theme { get; set; } = "default";

    /// <summary>The public address of a path that begins with a slash.</summary>
    public string AddressOf(string path) => PublicUrl.TrimEnd('/') + path;

    public bool IsSecure => PublicUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
