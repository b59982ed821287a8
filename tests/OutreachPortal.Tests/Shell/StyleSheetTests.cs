using System.IO.Compression;
using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

public sealed class StyleSheetTests
{
    [Theory]
    [InlineData("/* why\n so */ a:hover { color: red; }\n", "a:hover{color:red}")]
    [InlineData("b, c > d { width: calc(1px + 2px) }", "b,c>d{width:calc(1px + 2px)}")]
    [InlineData("@media (min-width: 1em) { e :hover { f: g; } }", "@media (min-width:1em){e :hover{f:g}}")]
    public void Comments_and_needless_spaces_go(string css, string minified) =>
        Assert.Equal(minified, StyleSheet.Minified(css));

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("", "identity")]
    public async Task The_sheet_travels_compressed_and_is_kept_for_ever(string accepted, string encoding)
    {
        await using var host = await ShellHost.StartAsync();
        var sheet = ThemeFolders.BesideTheExecutable.Open("default").ToStyleSheet();
        var request = new HttpRequestMessage(HttpMethod.Get, sheet.Path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        var answer = await host.Client.SendAsync(request);

        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.GetValues("Cache-Control").Single());
        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.Equal(sheet.Plain, Unpacked(await answer.Content.ReadAsByteArrayAsync(), encoding));
    }

    static byte[] Unpacked(byte[] bytes, string encoding)
    {
        using Stream stream = encoding switch
        {
            "br" => new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress),
            "gzip" => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress),
            _ => new MemoryStream(bytes),
        };
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
