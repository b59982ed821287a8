using Bunit;
using OutreachPortal.Alerts;
using OutreachPortal.Languages;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

public sealed class PlainEmailTests : IDisposable
{
    readonly BunitContext _bunit = new();

    public static TheoryData<string> Codes => [.. Language.All.Select(language => language.Code)];

    public void Dispose() => _bunit.Dispose();

    [Theory, MemberData(nameof(Codes))]
    public void Text_and_HTML_say_the_same_in_the_direction_of_the_language(string code)
    {
        var letter = LetterIn(code);
        var page = _bunit.Render<PlainEmail>(parameters => parameters.Add(email => email.Letter, letter));
        var html = page.Find("body").TextContent;
        var text = letter.ToText();

        Assert.Equal(code == "ar" ? "rtl" : "ltr", page.Find("html").GetAttribute("dir"));
        Assert.Equal(code, page.Find("html").GetAttribute("lang"));
        Assert.Equal("https://portal.example/alerts/confirm/x", page.Find(".go a").GetAttribute("href"));
        Assert.All((string[])[.. letter.Lines, letter.LinkText, .. letter.After], line =>
        {
            Assert.Contains(Drawn.Flat(line), Drawn.Flat(html), StringComparison.Ordinal);
            Assert.Contains(line, text, StringComparison.Ordinal);
        });
        Assert.Contains("\nhttps://portal.example/alerts/confirm/x\n", text, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("img, script, link, [style]"));
    }

    [Fact]
    public void What_somebody_typed_is_text_in_both()
    {
        var letter = LetterIn("en") with { Lines = ["<script>alert(1)</script> & more"] };
        var page = _bunit.Render<PlainEmail>(parameters => parameters.Add(email => email.Letter, letter));

        Assert.Empty(page.FindAll("script"));
        Assert.Equal("<script>alert(1)</script> & more", page.Find("p").TextContent);
    }

    static PlainLetter LetterIn(string code)
    {
        var words = Phrases.For(Language.Find(code)!);
        return new PlainLetter
        {
            Words = words, Subject = words["alerts.letter.confirm.subject"],
            Lines = [words["alerts.letter.confirm.first"]], Link = new Uri("https://portal.example/alerts/confirm/x"),
            LinkText = words["alerts.letter.confirm.button"],
            After = [words.Plural("alerts.letter.confirm.until", 7), words["alerts.letter.confirm.last"]],
            Sender = new PageLink("https://portal.example/en", "Outreach Portal"),
        };
    }
}
