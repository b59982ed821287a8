using Microsoft.Extensions.Options;

namespace OutreachPortal.Shell;

/// <summary>What every page says about the portal itself: its name, its public address, its style sheet.</summary>
public sealed class Portal
{
    readonly PortalOptions _options;

    internal Portal(IOptions<PortalOptions> options, ThemeFolders themes)
    {
        _options = options.Value;
        StyleSheet = themes.Open(_options.Theme).ToStyleSheet();
    }

    public string Name => _options.Name;

    public string AddressOf(string path) => _options.AddressOf(path);

    internal StyleSheet StyleSheet { get; }
}
