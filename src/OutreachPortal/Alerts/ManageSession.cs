using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>
/// Half an hour at one's own alerts: a sealed cookie that a link by mail was spent for. It ends with its time, and when
/// the next link is spent.
/// </summary>
internal sealed class ManageSession(
    IDataProtectionProvider protection, IOptions<PortalOptions> portal, IOptions<AlertsOptions> limits)
{
    readonly IDataProtector _protector = protection.CreateProtector("alerts.session");

    string Name => portal.Value.IsSecure ? "__Host-alerts" : "alerts";

    public void Begin(HttpContext context, Guid subscriber, int version, Instant now)
    {
        var sealed_ = _protector.Protect(new ManageToken(subscriber, version, now).ToBytes());
        context.Response.Cookies.Append(Name, WebEncoders.Base64UrlEncode(sealed_), new CookieOptions
        {
            HttpOnly = true, Secure = portal.Value.IsSecure, SameSite = SameSiteMode.Strict, Path = "/",
            MaxAge = limits.Value.ManageSession.ToTimeSpan(), IsEssential = true,
        });
    }

    public void End(HttpContext context) =>
        context.Response.Cookies.Delete(Name, new CookieOptions { Secure = portal.Value.IsSecure, Path = "/" });

    /// <summary>Null without a cookie, with a strange one and after its time.</summary>
    public ManageToken? Of(HttpContext context, Instant now)
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 and < 512 } sealed_) return null;
        try
        {
            var token = ManageToken.Of(_protector.Unprotect(WebEncoders.Base64UrlDecode(sealed_)));
            return token is { } known && now - known.At < limits.Value.ManageSession ? known : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
