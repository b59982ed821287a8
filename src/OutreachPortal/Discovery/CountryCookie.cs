using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>
/// Two letters that a reader asked this browser to keep: the country he is in. Only the home page reads them, and only
/// to put <c>from=</c> into its links; every other page says the same to everyone.
/// </summary>
internal sealed class CountryCookie(IOptions<PortalOptions> options, TimeProvider clock)
{
    public const int Days = 180;
    public const string PlainName = "from";

    string Name => options.Value.IsSecure ? $"__Host-{PlainName}" : PlainName;

    public string? Read(HttpRequest request) => request.Cookies[Name]?.ToUpperInvariant();

    public void Keep(HttpResponse response, string country) =>
        response.Cookies.Append(Name, country, Options(clock.GetUtcNow().AddDays(Days)));

    public void Forget(HttpResponse response) => response.Cookies.Append(Name, "", Options(DateTimeOffset.UnixEpoch));

    CookieOptions Options(DateTimeOffset until) => new()
    {
        Path = "/", HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = options.Value.IsSecure, Expires = until,
    };
}
