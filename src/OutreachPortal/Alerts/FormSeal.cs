using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>
/// That a form was filled in on our own page, by whom it was given to: a random number in a cookie and, sealed, in the
/// form. (The framework's antiforgery refuses to work where TLS ends before us.) Only pages that nobody keeps have one.
/// </summary>
internal sealed class FormSeal(IDataProtectionProvider protection, IOptions<PortalOptions> portal)
{
    public const string Field = "seal";

    const int Bytes = 16;

    readonly IDataProtector _protector = protection.CreateProtector("alerts.form");

    string Name => portal.Value.IsSecure ? "__Host-form" : "form";

    /// <summary>What the form carries; gives the visitor a cookie if there is none.</summary>
    public string For(HttpContext context)
    {
        var number = Read(context.Request.Cookies[Name]) ?? NewNumber(context);
        return WebEncoders.Base64UrlEncode(_protector.Protect(number));
    }

    /// <summary>The form is ours and was given to this visitor, and no other site sent it.</summary>
    public bool IsOn(HttpContext context, IFormCollection form) =>
        !Strangers.Sent(context.Request)
        && Read(context.Request.Cookies[Name]) is { } number
        && Opened(form[Field].ToString()) is { } written
        && CryptographicOperations.FixedTimeEquals(number, written);

    byte[] NewNumber(HttpContext context)
    {
        var number = RandomNumberGenerator.GetBytes(Bytes);
        context.Response.Cookies.Append(Name, WebEncoders.Base64UrlEncode(number), new CookieOptions
        {
            HttpOnly = true, Secure = portal.Value.IsSecure, SameSite = SameSiteMode.Strict, Path = "/",
            IsEssential = true,
        });
        return number;
    }

    static byte[]? Read(string? text)
    {
        if (text is not { Length: > 0 and < 64 }) return null;
        try
        {
            return WebEncoders.Base64UrlDecode(text) is { Length: Bytes } number ? number : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    byte[]? Opened(string text)
    {
        if (text is not { Length: > 0 and < 512 }) return null;
        try
        {
            return _protector.Unprotect(WebEncoders.Base64UrlDecode(text));
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }
}

/// <summary>Whether another site made a browser send this.</summary>
internal static class Strangers
{
    public static bool Sent(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is not ("same-origin" or "none");
        // Browsers without fetch metadata name the origin of a POST; the scheme may have changed at a proxy.
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }
}
