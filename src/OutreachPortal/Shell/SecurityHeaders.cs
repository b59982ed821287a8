using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace OutreachPortal.Shell;

/// <summary>
/// On every answer, also errors and assets. A room that needs another content policy (the desk, the embedded list)
/// sets that header itself; what is already there stays.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<PortalOptions> options)
{
    internal const string ContentPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; " +
        "object-src 'none'; frame-ancestors 'none'; script-src 'none'";

    readonly (string Name, string Value)[] _headers =
    [
        ("Content-Security-Policy", ContentPolicy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        .. options.Value.IsSecure ? ForAYearOnHttps : [],
    ];

    static readonly (string, string)[] ForAYearOnHttps = [("Strict-Transport-Security", "max-age=31536000")];

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            foreach (var (name, value) in _headers)
                context.Response.Headers.TryAdd(name, value);
            context.Response.Headers.Remove("blazor-enhanced-nav"); // a word to a script that we do not serve
            return Task.CompletedTask;
        });
        return next(context);
    }
}
