namespace OutreachPortal.Exchange;

/// <summary>Addresses that somebody typed, for formats that want a URI (RFC 3986).</summary>
internal static class WebAddress
{
    /// <summary>
    /// The absolute http, https, ftp or mailto URI, percent-encoded where need be; null for any other text.
    /// </summary>
    public static string? Of(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https" or "ftp" or "mailto"
            ? uri.AbsoluteUri
            : null;
}
