using System.Diagnostics;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Tests.Opportunities;

public sealed class MarkupTests
{
    static readonly string[] Schemes = ["https:", "http:", "mailto:", "tel:"];

    [Fact]
    public void A_notice_reads_as_it_was_written()
    {
        var body = Parse(
            "# Tasks\n\n1. **Install** the *switch*\n2. Test\n\n| Item | Number |\n|---|---:|\n| Switch | 3 |\n\n"
                + "See <https://un.org> or [us](mailto:a@un.org).");

        Assert.Equal("Tasks", body.QuerySelector("h3")!.TextContent);
        Assert.Equal(2, body.QuerySelectorAll("ol > li").Length);
        Assert.Equal("Switch", body.QuerySelector("td")!.TextContent);
        Assert.Equal(
            ["https://un.org", "mailto:a@un.org"],
            body.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
    }

    [Theory]
    [InlineData("## One\n\n#### Two\n\n##### Three\n\n## Four", "H3 H4 H5 H3")]
    [InlineData("### One\n\n# Two\n\n## Three\n\n# Four", "H3 H3 H4 H3")]
    [InlineData("# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5\n\n###### 6", "H3 H4 H5 H6 H6 H6")]
    public void Headings_follow_those_of_the_page_and_leave_no_level_out(string markdown, string levels) =>
        Assert.Equal(levels, string.Join(' ', Parse(markdown).QuerySelectorAll("h3,h4,h5,h6").Select(h => h.TagName)));

    public static TheoryData<string> Attacks =>
    [
        "[x](javascript:alert(1))", "[x](JaVa&#115;cript:alert(1))", "[x](java\tscript:alert(1))",
        "<javascript:alert(1)>", "![x](data:text/html;base64,PHNjcmlwdD4=)", "[x](vbscript:msgbox)",
        "[x](data:text/html,<script>alert(1)</script>)", "<script>alert(1)</script>", "<svg onload=alert(1)>",
        "<img src=x onerror=alert(1)>", "<a href=\"javascript:alert(1)\">x</a>",
        "https://un.org/\"onmouseover=\"alert(1)", "[x](https://un.org \"t\\\" onclick=alert(1)\")",
        "[x](//evil.example)", "[x](/en/opportunities)", "[x](\\\\evil.example)",
        "[x]: javascript:alert(1)\n\n[x]", "`<script>`\n\n    <script>alert(1)</script>",
        "<style>*{display:none}</style>", "<iframe src=https://evil.example></iframe>",
        "[x](javascript&colon;alert(1))", "| a |\n|:-:|\n| <b onclick=alert(1)>x</b> |",
        "[x](file:///etc/passwd)", "<https://un.org/<script>>", "[x](ftp://evil.example)",
        "[x](&#x6A&#x61&#x76&#x61script:alert(1))", "[x](\u0001javascript:alert(1))",
        "[a](<javascript:alert(1)>)", "<body onload=alert(1)>",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Nothing_runs_and_nothing_points_where_it_may_not(string markdown)
    {
        var body = Parse(markdown);

        Assert.Empty(body.QuerySelectorAll("script, style, img, svg, iframe, object, form, input, base, link, meta"));
        Assert.All(body.QuerySelectorAll("*").SelectMany(element => element.Attributes), attribute =>
        {
            Assert.Contains(attribute.Name, new[] { "href", "start" });
            if (attribute.Name == "href")
                Assert.Contains(
                    Schemes, scheme => attribute.Value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
        });
    }

    public static TheoryData<string, string> Bombs => new()
    {
        { "brackets", new string('[', 100_000) },
        { "stars", string.Concat(Enumerable.Repeat("*a", 50_000)) },
        { "quotes", string.Concat(Enumerable.Repeat("> ", 10_000)) + "deep" },
        { "table", string.Concat(Enumerable.Repeat("| a | b |\n|---|---|\n", 50_000)) },
        {
            "lists",
            string.Concat(Enumerable.Range(0, 2_000).Select(depth => new string(' ', depth * 2 % 200) + "- a\n"))
        },
        { "emphasis", string.Concat(Enumerable.Repeat("**_a ", 13_000)) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void No_text_takes_long_or_falls_over(string name, string markdown)
    {
        Markup.Of("warm *up*");
        var started = Stopwatch.GetTimestamp();

        var markup = Markup.Of(markdown, 12 * 1024);

        Assert.True(markup.Source.Length <= Markup.LongestSource, name);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void What_is_nested_too_deeply_is_shown_as_it_was_written()
    {
        var markup = Markup.Of(string.Concat(Enumerable.Repeat("> ", 5_000)) + "deep");

        Assert.Null(markup.Html);
        Assert.EndsWith("deep", markup.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_long_text_the_beginning_is_shown_and_ends_with_a_paragraph()
    {
        var text = string.Join("\n\n", Enumerable.Range(1, 400).Select(n => $"Абзац номер {n} о сетях и серверах."));

        var beginning = Markup.Of(text, 12 * 1024);

        Assert.False(beginning.IsWhole);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(beginning.Html!), 6 * 1024, 12 * 1024);
        Assert.EndsWith("серверах.</p>", beginning.Html!.Trim(), StringComparison.Ordinal);
        Assert.True(Markup.Of(text).IsWhole);
    }

    [Fact]
    public void One_paragraph_without_end_is_cut_at_a_word() =>
        Assert.EndsWith(
            "word", Markup.Of(string.Concat(Enumerable.Repeat("word ", 5_000)), 12 * 1024).Source,
            StringComparison.Ordinal);

    static IElement Parse(string markdown) =>
        new HtmlParser().ParseDocument($"<body>{Markup.Of(markdown).Html}</body>").Body!;
}
