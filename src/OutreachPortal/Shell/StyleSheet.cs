using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OutreachPortal.Shell;

/// <summary>
/// The one style sheet as it travels: minified, named by its content (so it may be kept for
/// ever), compressed once at start.
/// </summary>
internal sealed partial record StyleSheet(string Fingerprint, byte[] Plain, byte[] Brotli, byte[] Gzip)
{
    const int FingerprintLength = 12;

    public string Path => $"/assets/{Fingerprint}.css";

    public static StyleSheet Of(string css)
    {
        var plain = Encoding.UTF8.GetBytes(Minified(css));
        var fingerprint = Base64Url.EncodeToString(SHA256.HashData(plain))[..FingerprintLength];
        return new StyleSheet(
            fingerprint,
            plain,
            Compressed(plain, stream => new BrotliStream(stream, CompressionLevel.SmallestSize)),
            Compressed(plain, stream => new GZipStream(stream, CompressionLevel.SmallestSize)));
    }

    /// <summary>Comments and needless spaces go. Spaces around + and - stay: calc() needs them.</summary>
    internal static string Minified(string css)
    {
        css = Comment().Replace(css, "");
        css = Spaces().Replace(css, " ");
        css = SpaceAroundPunctuation().Replace(css, "${mark}");
        return css.Replace(": ", ":").Replace(";}", "}").Trim();
    }

    static byte[] Compressed(byte[] plain, Func<Stream, Stream> compressor)
    {
        using var compressed = new MemoryStream();
        using (var stream = compressor(compressed))
            stream.Write(plain);
        return compressed.ToArray();
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaces();

    // Not the space before ":": "a :hover" and "a:hover" differ. Not "(": "and (" needs its space.
    [GeneratedRegex(@"\s*(?<mark>[{};,>])\s*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SpaceAroundPunctuation();
}
