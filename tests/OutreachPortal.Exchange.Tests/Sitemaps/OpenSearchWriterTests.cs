namespace OutreachPortal.Exchange.Tests;

public sealed class OpenSearchWriterTests
{
    static readonly OpenSearchDescription Portal = new()
    {
        ShortName = "Portal",
        LongName = "Portal of Examples",
        Description = "Tenders & jobs",
        Languages = ["en", "ar"],
        Image = "https://portal.example/icon.png",
        Contact = "help@portal.example",
        Urls =
        [
            new("text/html", "https://portal.example/en/opportunities?q={searchTerms}&page={startPage?}"),
            new("application/x-suggestions+json", "https://portal.example/suggest?q={searchTerms}", "suggestions"),
            new("application/opensearchdescription+xml", "https://portal.example/opensearch.xml", "self"),
        ],
    };

    static async Task<string> Write(OpenSearchDescription description) =>
        await Written.ByAsync(stream => OpenSearchWriter.WriteAsync(stream, description));

    [Fact]
    public async Task The_golden_sample_is_what_is_written() =>
        Written.IsSample("opensearch.xml", await Write(Portal));

    [Fact]
    public async Task What_is_written_is_what_was_said()
    {
        var xml = Written.Xml(await Write(Portal));

        Assert.Equal(Portal.Urls[0].Template, xml.At("//o:Url[@type='text/html']/@template"));
        Assert.Equal("ar", xml.At("//o:Language[2]"));
        Assert.Equal("UTF-8", xml.At("//o:InputEncoding"));
        Assert.Equal(Portal.Image, xml.At("//o:Image[@width='16'][@height='16']"));
    }

    [Fact]
    public async Task Names_are_cut_between_characters()
    {
        var xml = Written.Xml(await Write(Portal with { ShortName = "Portal of 5 ex 😀😀" }));

        Assert.Equal("Portal of 5 ex", xml.At("//o:ShortName"));
    }
}
