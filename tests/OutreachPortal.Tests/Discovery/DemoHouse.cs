using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>One house with the demo content for all tests that only read.</summary>
public sealed class DemoHouse : IAsyncLifetime
{
    internal ServedHouse House { get; private set; } = null!;

    public HttpClient Client => House.Client;

    public async ValueTask InitializeAsync()
    {
        House = await ServedHouse.OpenAsync("demo");
        await House.WaitUntilReadyAsync();
        await House.WaitUntilFollowedAsync();
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class DemoTests : ICollectionFixture<DemoHouse>
{
    public const string Name = "demo";
}
