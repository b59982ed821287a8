using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Journeys.Support;

/// <summary>Each kind of page that the public can come to, as a path without the language.</summary>
internal static class PublicPages
{
    /// <summary>Withdraws one notice of the samples, for the page that says so.</summary>
    public static async Task<IReadOnlyList<(string Name, string Path)>> OfAsync(ServedHouse house)
    {
        var open = await PathsAsync(house, "kind=tender");
        var withdrawn = open[^1];
        await WithdrawAsync(house, withdrawn);
        return
        [
            ("home", ""),
            ("results", "/opportunities"),
            ("results, narrowed", "/opportunities?q=data OR données OR 数据&group=ldc&category=software&status=all&size=5"),
            ("results, one filter in full", "/opportunities?status=all&size=1&more=country"),
            ("nothing found", "/opportunities?q=zzzz&kind=job&country=KE&country=XX&from=NP"),
            ("an open tender", open[0] + "?from=NP"),
            ("its history", open[0] + "/history"),
            ("an open job", (await PathsAsync(house, "kind=job"))[0]),
            ("a closed notice", (await PathsAsync(house, "status=closed"))[0]),
            ("a cancelled notice", (await PathsAsync(house, "status=cancelled"))[0]),
            ("an awarded notice", (await PathsAsync(house, "status=awarded"))[0]),
            ("a withdrawn notice", withdrawn),
            ("sign-up for alerts", "/alerts/new?kind=tender&group=ldc"),
            ("the way to one's alerts", "/alerts/manage"),
            ("what alerts keep", "/alerts/privacy"),
            ("the API", "/api"),
            ("no such page", "/no-such-page"),
            ("a wrong request", "/opportunities?page=0"),
        ];
    }

    static async Task<IReadOnlyList<string>> PathsAsync(ServedHouse house, string query)
    {
        var list = await house.JsonAsync($"/api/v1/opportunities?{query}&size=100");
        return [.. list.GetProperty("items").EnumerateArray().Select(PathOf)];
    }

    static string PathOf(JsonElement item) => new Uri(item.GetProperty("url").GetString()!).AbsolutePath["/en".Length..];

    static Task WithdrawAsync(ServedHouse house, string path) => house.DoAsync(async services =>
    {
        var db = services.GetRequiredService<PortalDb>();
        var publication = services.GetRequiredService<Publication>();
        var all = db.Opportunities.ToList();
        var item = all.Single(opportunity => path.Contains($"/{opportunity.ShortId}-", StringComparison.Ordinal));
        publication.Move(item, State.Withdrawn, "desk", "Issued by mistake");
        await publication.CommitAsync();
    });
}
