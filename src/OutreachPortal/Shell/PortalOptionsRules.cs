using Microsoft.Extensions.Options;

namespace OutreachPortal.Shell;

/// <summary>What stops the start: one sentence for each wrong setting, naming its key.</summary>
internal sealed class PortalOptionsRules(ThemeFolders themes) : IValidateOptions<PortalOptions>
{
    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        List<string> wrong = [.. WrongWith(options)];
        return wrong is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    IEnumerable<string> WrongWith(PortalOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
            yield return "Portal:DataDirectory is empty; name a folder, or leave the setting out for App_Data.";
        if (string.IsNullOrWhiteSpace(options.Name))
            yield return "Portal:Name is empty; give the portal a name.";
        if (!IsSiteAddress(options.PublicUrl))
            yield return $"Portal:PublicUrl is \"{options.PublicUrl}\"; it must be http(s):// and a host, no path.";
        if (themes.WrongWith(options.Theme) is { } sentence)
            yield return sentence;
    }

    static bool IsSiteAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url)
        && url is { Scheme: "http" or "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "", Host: not "" };
}
