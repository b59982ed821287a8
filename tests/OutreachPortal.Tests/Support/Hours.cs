using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace OutreachPortal.Tests.Support;

internal static class Hours
{
    /// <summary>A clock that stands at an instant until the test moves it.</summary>
    public static FakeTimeProvider At(Instant instant) => new(instant.ToDateTimeOffset());
}

/// <summary>Questions to the API that many tests ask.</summary>
internal static class Questions
{
    public static async Task<int> TotalAsync(this ServedHouse house, string query) =>
        (await house.JsonAsync($"/api/v1/opportunities?{query}")).GetProperty("total").GetInt32();

    /// <summary>The items of every page, in order.</summary>
    public static async Task<List<JsonElement>> ItemsAsync(this ServedHouse house, string query)
    {
        List<JsonElement> items = [];
        for (var page = 1; ; page++)
        {
            var list = await house.JsonAsync($"/api/v1/opportunities?{query}&size=100&page={page}");
            items.AddRange(list.GetProperty("items").EnumerateArray());
            if (items.Count >= list.GetProperty("total").GetInt32()) return items;
        }
    }

    public static string Id(this JsonElement item) => item.GetProperty("id").GetString()!;
}
