using NodaTime;
using OutreachPortal.Tests.Support;

[assembly: AssemblyFixture(typeof(DemoHouse))]

namespace OutreachPortal.Tests.Support;

/// <summary>
/// The demonstration site, served once for all tests that only read it. It was set up on a day on which some of its
/// items were published before Laos and Nepal left the group of least developed countries, and some after.
/// </summary>
public sealed class DemoHouse : IAsyncDisposable
{
    public static readonly Instant SetUpAt = Instant.FromUtc(2026, 12, 1, 9, 0);

    readonly Lazy<Task<ServedHouse>> _house = new(OpenAsync);

    internal Task<ServedHouse> House => _house.Value;

    static async Task<ServedHouse> OpenAsync()
    {
        var house = await ServedHouse.OpenAsync("demo", Hours.At(SetUpAt));
        await house.WaitUntilReadyAsync();
        return house;
    }

    public async ValueTask DisposeAsync()
    {
        if (_house.IsValueCreated) await (await _house.Value).DisposeAsync();
    }
}
