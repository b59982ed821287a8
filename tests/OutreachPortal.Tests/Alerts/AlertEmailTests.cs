using System.Text;
using AngleSharp.Html.Parser;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Alerts;
using OutreachPortal.Discovery;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>
/// Letters in six languages, compared with files that people have read.
/// </summary>
public sealed class AlertEmailTests(DemoHouse demo) : IDisposable
{
    readonly BunitContext _bunit = new();

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var language in Language.All)
            {
                foreach (var kind in new[] { "immediate", "daily", "changed", "cancelled", "closing" }) data.Add(kind, language.Code);
            }
            return data;
        }
    }

    public static TheoryData<string> Codes => [.. Language.All.Select(language => language.Code)];

    public void Dispose() => _bunit.Dispose();

    [Theory, MemberData(nameof(All))]
    public async Task The_text_is_what_people_have_read(string kind, string code)
    {
        var letter = await LetterAsync(kind, code);

        var (text, shown) = AlertText.Of(letter);

        await GoldenLetters.CompareAsync($"{kind}.{code}.txt", $"Subject: {new LetterWords(shown).Subject}\n\n{text}");
    }

    [Theory, MemberData(nameof(Codes))]
    public async Task The_HTML_is_what_people_have_read(string code)
    {
        var page = Draw(await LetterAsync("daily", code));

        await GoldenLetters.CompareAsync($"daily.{code}.html", page);
    }

    [Theory, MemberData(nameof(Codes))]
    public async Task The_HTML_runs_its_way_and_fetches_nothing(string code)
    {
        var page = new HtmlParser().ParseDocument(Draw(await LetterAsync("daily", code)));

        Assert.Equal((code, Language.Find(code)!.Direction),
            (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        Assert.Empty(page.QuerySelectorAll("img, script, link, iframe, [background], [style], [src]"));
        Assert.DoesNotContain("url(", page.Head!.InnerHtml, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("a"), link =>
            Assert.StartsWith("https://outreach.example/", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal(3, page.QuerySelectorAll("h2 a").Length);
        Assert.Equal("light dark", page.QuerySelector("meta[name=color-scheme]")!.GetAttribute("content"));
    }

    [Theory, MemberData(nameof(Codes))]
    public async Task Text_and_HTML_say_the_same(string code)
    {
        var letter = await LetterAsync("daily", code);
        var html = GoldenLetters.Said(new HtmlParser().ParseDocument(Draw(letter)).Body!.TextContent);
        var text = GoldenLetters.Said(AlertText.Of(letter).Text);

        foreach (var words in letter.Items.Select(item => new ItemWords(letter, item)))
        {
            Assert.All(
                new[] { words.Kind, words.Title.Text, words.Closing!, words.For! }.Concat(words.Marks).Select(GoldenLetters.Said),
                said =>
                {
                    Assert.Contains(said, html, StringComparison.Ordinal);
                    Assert.Contains(said, text, StringComparison.Ordinal);
                });
        }
        Assert.Contains(GoldenLetters.Said(letter.Reader.Words["footer.fraud"]), html, StringComparison.Ordinal);
        Assert.Contains(GoldenLetters.Said(letter.Reader.Words["footer.fraud"]), text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Codes))]
    public async Task The_longest_letter_stays_within_thirty_thousand_bytes_and_counts_what_it_leaves_out(string code)
    {
        var letter = SampleLetters.Longest(await NamesAsync(code), Language.Find(code)!);

        var (text, shown) = AlertText.Of(letter);

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 5_000, AlertText.MostBytes);
        Assert.Equal(letter.Total, shown.Items.Count + shown.More);
        Assert.InRange(new LetterWords(shown).Subject.Length, 40, 150);
        Assert.All(text.Split('\n').Where(line => !line.Contains("https://", StringComparison.Ordinal)),
            line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task What_a_notice_says_is_never_markup()
    {
        var letter = await LetterAsync("changed", "en");
        var item = letter.Items[0];
        var hostile = letter with
        {
            Items = [item with { Card = item.Card with { Titles = Texts.Of("en", "<script>alert(1)</script>\r\nBcc: x@y.example") } }],
        };

        Assert.Contains("&lt;script&gt;", Draw(hostile), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', new LetterWords(hostile).Subject);
    }

    async Task<AlertLetter> LetterAsync(string kind, string code)
    {
        var (names, language) = (await NamesAsync(code), Language.Find(code)!);
        return kind switch
        {
            "immediate" => SampleLetters.Immediate(names, language),
            "daily" => SampleLetters.Daily(names, language),
            "changed" => SampleLetters.Changed(names, language),
            "cancelled" => SampleLetters.Cancelled(names, language),
            _ => SampleLetters.Closing(names, language),
        };
    }

    async Task<Names> NamesAsync(string code) => await (await demo.House).Services.GetRequiredService<Finder>()
        .NamesAsync(Language.Find(code)!, CancellationToken.None);

    string Draw(AlertLetter letter) =>
        _bunit.Render<AlertEmail>(parameters => parameters.Add(email => email.Letter, letter)).Markup;
}
