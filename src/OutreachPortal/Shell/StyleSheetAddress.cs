using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OutreachPortal.Shell;

/// <summary>Answers /assets/{fingerprint}.css in the best encoding the browser takes; an old one is 404.</summary>
internal static class StyleSheetAddress
{
    public static IResult Answer(string fingerprint, StyleSheet sheet, HttpContext context)
    {
        if (fingerprint != sheet.Fingerprint)
            return new PageProblem(StatusCodes.Status404NotFound);

        var (encoding, bytes) = BestFor(context.Request.Headers.AcceptEncoding.ToString(), sheet);
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        // "identity" is said too, so that the compression of the pipeline leaves the bytes alone.
        headers.ContentEncoding = encoding;
        return Results.Bytes(bytes, "text/css; charset=utf-8");
    }

    static (string Encoding, byte[] Bytes) BestFor(string accepted, StyleSheet sheet) => Encodings.BestOf(accepted) switch
    {
        Encodings.Brotli => (Encodings.Brotli, sheet.Brotli),
        Encodings.Gzip => (Encodings.Gzip, sheet.Gzip),
        _ => (Encodings.Identity, sheet.Plain),
    };
}
