namespace OutreachPortal.Exchange.Tests;

public sealed class HtmlToMarkdownTests
{
    [Theory]
    [InlineData("<h2>About  us</h2><p>We <b>build </b>and <i>run</i> it.</p>",
        "## About us\n\nWe **build** and *run* it.")]
    [InlineData("<ul><li>One</li><li>Two<ul><li>Deep</li></ul></li></ul>", "- One\n- Two\n\n  - Deep")]
    [InlineData("<ol><li>a<li>b</ol>", "1. a\n2. b")]
    [InlineData("a<br>b<br/><br>c", "a\\\nb\\\nc")]
    [InlineData("<a href='https://example.org/a (1)'>here</a>", "[here](https://example.org/a%20%281%29)")]
    [InlineData("<a href='mailto:x@example.org'>mail</a> <a href='tel:+254'>call</a>",
        "[mail](mailto:x@example.org) [call](tel:+254)")]
    [InlineData("<a href='javascript:alert(1)'>x</a><a href='JaVa&#115;cript:1'>y</a><a href='/rel'>z</a>", "xyz")]
    [InlineData("<table><tr><th>Post</th><th>Grade</th></tr><tr><td>Clerk</td><td>G-4</td></tr></table>",
        "Post – Grade\\\nClerk – G-4")]
    [InlineData("<p>a</p><script>alert(1)</script><style>p{}</style><!-- c --><img alt='map' src=x onerror=1>",
        "a\n\nmap")]
    [InlineData("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b")]
    [InlineData("plain\ntext", "plain text")]
    [InlineData("", ""), InlineData(null, "")]
    public void What_has_meaning_stays_and_the_rest_goes(string? html, string markdown) =>
        Assert.Equal(markdown, HtmlToMarkdown.Convert(html));

    [Theory]
    [InlineData("# no *no* [no](http://x) `no` &lt;b&gt;", "\\# no \\*no\\* \\[no\\](http://x) \\`no\\` \\<b\\>")]
    [InlineData("<p>1. no</p><p>- no</p><p>+1</p><p>2026 yes</p>", "1\\. no\n\n\\- no\n\n\\+1\n\n2026 yes")]
    [InlineData("a_b &amp;amp; | ~~x~~ \\", "a\\_b \\&amp; \\| \\~\\~x\\~\\~ \\\\")]
    public void Text_cannot_become_markup(string html, string markdown) =>
        Assert.Equal(markdown, HtmlToMarkdown.Convert(html));

    [Fact]
    public void Deep_and_large_HTML_is_bounded()
    {
        var deep = HtmlToMarkdown.Convert(string.Concat(Enumerable.Repeat("<div><b>", 5_000)) + "end");
        var large = HtmlToMarkdown.Convert(string.Concat(Enumerable.Repeat("<p>text</p>", 500_000)));

        Assert.Contains("end", deep, StringComparison.Ordinal);
        Assert.InRange(large.Length, HtmlToMarkdown.MaxOutput, HtmlToMarkdown.MaxOutput + 1);
    }
}
