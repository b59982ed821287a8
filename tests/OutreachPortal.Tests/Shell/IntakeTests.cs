using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

public sealed class IntakeTests
{
    /// <summary>What is not kept travels from borrowed memory, which the next page gets.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("16")]
    public async Task Everyone_gets_the_page_that_was_asked_for(string megabytes)
    {
        await using var host = await ShellHost.StartAsync(
            services => services.AddSingleton(new PageLife(() => 0, now => now.AddSeconds(5.5))),
            map => map.MapPage("/page", Large).Shelved(query => $"?a={query["a"]}"), ("Limits:PageMegabytes", megabytes));

        var bodies = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => host.Client.GetStringAsync($"/page?a={i % 50}")));

        Assert.All(bodies, (body, i) => Assert.Equal(LargeOf($"?a={i % 50}"), body));
    }

    static async Task<IResult> Large(HttpContext context)
    {
        await Task.Yield();
        context.Response.Headers.CacheControl = "public, max-age=60";
        return Results.Text(LargeOf(context.Request.QueryString.Value!));
    }

    /// <summary>Of several lengths, so that a page that lies in another's memory shows.</summary>
    static string LargeOf(string query) =>
        string.Concat(Enumerable.Repeat($"{query} ", 2_000 + (query.GetHashCode(StringComparison.Ordinal) & 255)));
}
