using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Tests.Support;
using OutreachPortal.Web;

namespace OutreachPortal.Tests;

/// <summary>What the rooms add fits together: asked here, because a start does not ask.</summary>
public sealed class FrontDoorTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_that_the_rooms_add_can_be_made(bool serving)
    {
        await using var plot = await Plot.OfAsync(Databases.Sqlite);
        string[] settings = [.. plot.Settings(), "--environment=Development"];

        await using var app = FrontDoor.Build(settings, serving);

        Assert.NotNull(app.Services.GetService<TimeProvider>());
        var refused = Assert.Throws<AggregateException>(
            () => FrontDoor.Build(settings, serving, services => services.AddSingleton<Homeless>()));
        Assert.Contains(nameof(Homeless), refused.Message, StringComparison.Ordinal);
    }

    sealed class Homeless(IStranger stranger)
    {
        public override string? ToString() => stranger.ToString();
    }

    interface IStranger;
}
