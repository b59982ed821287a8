using System.Collections.Concurrent;

namespace OutreachPortal.Tests.Support;

/// <summary>One house on each database for all tests of a class that only read; opened when first asked for.</summary>
public sealed class SharedHouses : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Lazy<Task<HouseServices>>> _houses = new();

    /// <summary>A house with the countries, categories and sources of the recipe <c>minimal</c>.</summary>
    internal async Task<HouseServices> OfAsync(string provider)
    {
        Assert.SkipWhen(
            provider == Databases.PostgreSql && Databases.Server is null,
            $"{Databases.ServerVariable} names no PostgreSQL server.");
        return await _houses.GetOrAdd(
            provider, new Lazy<Task<HouseServices>>(() => HouseServices.OpenAsync(provider, "minimal"))).Value;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var house in _houses.Values) await (await house.Value).DisposeAsync();
    }
}
