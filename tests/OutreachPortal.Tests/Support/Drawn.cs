using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace OutreachPortal.Tests.Support;

/// <summary>What a test asks of a page.</summary>
internal static class Drawn
{
    public static async Task<IHtmlDocument> PageAsync(this HttpClient client, string address)
    {
        var answer = await client.GetAsync(address);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{address} answered {(int)answer.StatusCode}");
        return new HtmlParser().ParseDocument(html);
    }

    public static async Task<IHtmlDocument> PageOfAsync(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    public static IReadOnlyList<string> Texts(this IParentNode page, string selector) =>
        [.. page.QuerySelectorAll(selector).Select(element => Flat(element.TextContent))];

    public static string? Href(this IParentNode page, string selector) =>
        page.QuerySelector(selector)?.GetAttribute("href");

    public static string Flat(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The number that a page writes, whatever separates its groups.</summary>
    public static int Number(string text) => int.Parse(string.Concat(text.Where(char.IsAsciiDigit)));
}
