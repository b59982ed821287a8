using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace OutreachPortal.Benchmarks.Pages;

/// <summary>The least that the same server can answer: what everything else is measured beside.</summary>
internal static class Hello
{
    public static async Task<int> RunAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        await using var app = builder.Build();
        app.MapGet("/hello", () => "Hello, World!");
        await app.RunAsync();
        return 0;
    }
}
