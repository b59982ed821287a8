using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>Whatever is typed or forged: an answer with a sentence, never a fault.</summary>
public sealed class BadInputTests(DemoHouse demo)
{
    static readonly string[] Languages = ["en", "fr", "es", "ru", "ar", "zh"];

    [Theory]
    [InlineData("/en/opportunities/abc")]
    [InlineData("/en/opportunities/99999999999")]
    [InlineData("/en/opportunities/99999999999/full")]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/en/..%2f..%2f..%2fetc/passwd")]
    [InlineData("/%c0%af")]
    [InlineData("/en/opportunities/%c0%af")]
    [InlineData("/%zz")]
    [InlineData("/en/opportunities/%zz")]
    [InlineData("/en/opportunities/0123456789-%e2%80%ae")]
    [InlineData("/api/v1/opportunities/%c0%af")]
    public async Task An_address_of_nothing_is_404(string target)
    {
        var (status, answer) = await GetAsync(target);

        Assert.Equal(404, status);
        Assert.Contains("Content-Security-Policy: ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page=-1", 400)]
    [InlineData("page=0", 400)]
    [InlineData("page=abc", 400)]
    [InlineData("page=1&page=2", 400)]
    [InlineData("page=1000000000", 404)]
    [InlineData("page=%00", 400)]
    [InlineData("page=%2B1", 400)]
    public async Task A_page_number_that_is_none_has_a_status_and_a_sentence_on_every_road(string query, int status)
    {
        foreach (var path in (string[])["/zh/opportunities", "/ar/opportunities.atom", "/en/opportunities.csv", "/api/v1/opportunities"])
        {
            // A feed is the newest hundred and has no pages; its reading is as strict.
            Assert.Equal((path, status), (path, (await GetAsync($"{path}?{query}")).Status));
        }
    }

    [Fact]
    public async Task The_fifty_first_value_of_a_parameter_is_400()
    {
        string Values(int count) => string.Join('&', Enumerable.Range(0, count).Select(number => $"org=o{number}"));

        Assert.Equal(200, (await GetAsync($"/en/opportunities?{Values(50)}")).Status);
        Assert.Equal(400, (await GetAsync($"/en/opportunities?{Values(51)}")).Status);
    }

    public static TheoryData<string> Texts() =>
    [
        new string('a', 2_000),
        string.Join('+', Enumerable.Range(0, 70).Select(number => $"word{number}")),
        "%22(((((", ")))))%22", "a*+*a", "%3F*", "NEAR/", "NEAR/2+data", "%27+OR+1%3D1--", "a%00b", "%00",
        "%ED%A0%80", "%ff%fe", "%E2%80%AEdrow", "title%3A", "title%3A%5Ba+TO+", "data%5E1e999", "%2Fa(b%2F", "AND+OR+NOT", "-", "%2B%2B%2B",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%7Bjndi%3Aldap%3A%2F%2Fx%7D", "%0d%0aSet-Cookie%3Aa%3Db", "%zz", "q%",
        string.Concat(Enumerable.Repeat("(", 400)), string.Concat(Enumerable.Repeat("a~1+", 60)),
    ];

    [Theory, MemberData(nameof(Texts))]
    public async Task Any_text_is_a_list_and_never_a_fault(string text)
    {
        foreach (var language in Languages)
        {
            var (status, answer) = await GetAsync($"/{language}/opportunities?status=all&q={text}");
            var (headers, body) = (answer.Split("\r\n\r\n", 2)[0], answer.Split("\r\n\r\n", 2)[1]);

            Assert.Equal((language, 200), (language, status));
            Assert.Contains("role=\"status\"", body, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", body, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("script-src 'none'", headers, StringComparison.Ordinal);
            Assert.DoesNotContain("Set-Cookie", headers, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(200, (await GetAsync($"/api/v1/opportunities?q={text}")).Status);
    }

    [Theory]
    [InlineData("country=XX&kind=spoon&status=perhaps&category=%3Cb%3E&org=nobody&language=zzzz&remote=no&sdg=18")]
    public async Task Values_that_nobody_uses_find_nothing_and_stand_as_pills(string query)
    {
        var page = await (await demo.House).Client.PageAsync($"/en/opportunities?{query}");

        Assert.Equal(["0 results"], page.Texts("[role=status]"));
        Assert.Equal(8, page.QuerySelectorAll("a.pill").Length);
        Assert.Equal(8, page.QuerySelectorAll(".note").Length);
        Assert.Empty(page.QuerySelectorAll(".pills b"));
    }

    [Fact]
    public async Task Unknown_parameters_change_nothing()
    {
        var house = await demo.House;

        Assert.Equal(
            await house.Client.GetStringAsync("/en/opportunities?kind=job"),
            await house.Client.GetStringAsync("/en/opportunities?kind=job&returnUrl=//evil.example&__token=1&%3Cb%3E=1"));
    }

    async Task<(int Status, string Answer)> GetAsync(string target) =>
        await RawRequest.GetAsync((await demo.House).Address, target);
}
