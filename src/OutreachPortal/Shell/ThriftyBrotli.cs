using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace OutreachPortal.Shell;

/// <summary>
/// Brotli at quality 5, where it begins to look at contexts: a tenth smaller than at 4, which the framework calls
/// Optimal, for twice the work. Kept pages are compressed once; every reader on a slow line waits for every byte.
/// </summary>
internal sealed class ThriftyBrotli : ICompressionProvider
{
    static readonly BrotliCompressionOptions Options = new() { Quality = 5 };

    public string EncodingName => Encodings.Brotli;

    public bool SupportsFlush => true;

    public Stream CreateStream(Stream outputStream) => new BrotliStream(outputStream, Options, leaveOpen: true);
}
