using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Alerts;
using OutreachPortal.Languages;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

public sealed class PlainEmailTests(DemoHouse demo) : IDisposable
{
    readonly BunitContext _bunit = new();

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var language in Language.All)
            {
                foreach (var kind in new[] { "confirm", "already", "manage", "keep" }) data.Add(kind, language.Code);
            }
            return data;
        }
    }

    public static TheoryData<string> Codes => [.. Language.All.Select(language => language.Code)];

    public void Dispose() => _bunit.Dispose();

    [Theory, MemberData(nameof(Codes))]
    public void Text_and_HTML_say_the_same_in_the_direction_of_the_language(string code)
    {
        var letter = LetterIn(code);
        var page = _bunit.Render<PlainEmail>(parameters => parameters.Add(email => email.Letter, letter));
        var html = page.Find("body").TextContent;
        var text = GoldenLetters.Said(letter.ToText());

        Assert.Equal(code == "ar" ? "rtl" : "ltr", page.Find("html").GetAttribute("dir"));
        Assert.Equal(code, page.Find("html").GetAttribute("lang"));
        Assert.Equal("https://portal.example/alerts/confirm/x", page.Find(".go a").GetAttribute("href"));
        Assert.All((string[])[.. letter.Lines, letter.LinkText, .. letter.After], line =>
        {
            Assert.Contains(Drawn.Flat(line), Drawn.Flat(html), StringComparison.Ordinal);
            Assert.Contains(GoldenLetters.Said(line), text, StringComparison.Ordinal);
        });
        Assert.Contains("\nhttps://portal.example/alerts/confirm/x\n", letter.ToText(), StringComparison.Ordinal);
        Assert.All(letter.ToText().Split('\n'), line => Assert.InRange(line.Length, 0, 74));
        Assert.Empty(page.FindAll("img, script, link, [style]"));
    }

    /// <summary>But for the address, which is another each time.</summary>
    [Theory, MemberData(nameof(All))]
    public async Task The_text_is_what_people_have_read(string kind, string code)
    {
        await using var scope = (await demo.House).Services.CreateAsyncScope();
        var letter = await scope.ServiceProvider.GetRequiredService<AlertPreview>()
            .WriteAsync(kind, Language.Find(code)!, CancellationToken.None);

        var link = letter!.Text.Split('\n').Single(line => line.Contains("/alerts/", StringComparison.Ordinal));
        var text = letter.Text.Replace(link, $"{link[..link.LastIndexOf('/')]}/…", StringComparison.Ordinal);

        await GoldenLetters.CompareAsync($"{kind}.{code}.txt", $"Subject: {letter.Subject}\n\n{text}");
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
