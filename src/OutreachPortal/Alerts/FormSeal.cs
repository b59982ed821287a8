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

    /// <summary>The form is ours and was given to this visitor.</summary>
    public bool IsOn(HttpContext context, IFormCollection form) =>
        Read(context.Request.Cookies[Name]) is { } number
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
