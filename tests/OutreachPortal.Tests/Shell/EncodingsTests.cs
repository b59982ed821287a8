using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

public sealed class EncodingsTests
{
    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("br;q=0.1, gzip;q=1", "br")]
    [InlineData("BR", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("br; q=0.000 ,gzip;q=0.5", "gzip")]
    [InlineData("gzip;q=0", "identity")]
    [InlineData("brotli, x-gzip", "identity")]
    [InlineData("*", "identity")]
    [InlineData("", "identity")]
    [InlineData(";;,,q=1,=", "identity")]
    public void Every_wish_is_read_as_one_of_three(string accepted, string encoding) =>
        Assert.Equal(encoding, Encodings.BestOf(accepted));
}
