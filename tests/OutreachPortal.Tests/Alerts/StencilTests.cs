using OutreachPortal.Alerts;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>Letters that tell several people the same are printed once; what is each one's own is not mixed up.</summary>
public sealed class StencilTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Everybody_gets_their_own_addresses_and_else_the_same(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider, "minimal", Hours.At(Some.Noon));
        Dictionary<string, List<string>> own = [];
        foreach (var name in new[] { "amina", "bo", "chen" })
        {
            var alerts = new[]
            {
                await house.WatchAsync(name, Criteria.Everything.With("kind", "tender")),
                await house.WatchAsync(name, Criteria.Everything),
            };
            own[$"{name}@example.org"] = [.. alerts.Select(alert => Scopes.Of(alert.Id))];
        }
        await house.Services.PublishAsync("017", Some.Tender());

        await house.PassAsync();

        var tokens = await house.TokensAsync();
        var letters = house.Letters();
        Assert.Equal(3, letters.Count);
        var neutral = letters.Select(letter =>
        {
            var mine = own[letter.To.Mailboxes.Single().Address].Where(tokens.ContainsKey).Select(scope => tokens[scope]).ToList();
            Assert.Contains(mine, token => letter.TextBody!.Contains($"/alerts/unsubscribe/{token}", StringComparison.Ordinal));
            Assert.Contains(mine, token => letter.Headers["List-Unsubscribe"]!.Contains(token, StringComparison.Ordinal));
            Assert.DoesNotContain(tokens.Values.Except(mine), token =>
                letter.TextBody!.Contains(token, StringComparison.Ordinal) || letter.HtmlBody!.Contains(token, StringComparison.Ordinal));
            return mine.Aggregate(letter.TextBody + letter.HtmlBody, (text, token) => text.Replace(token, "…", StringComparison.Ordinal));
        }).ToList();
        Assert.Single(neutral.Distinct());
    }

    [Fact]
    public async Task Who_asked_for_something_else_gets_another_letter()
    {
        await using var house = await HouseServices.OpenAsync(recipe: "minimal", clock: Hours.At(Some.Noon));
        await house.WatchAsync("amina", Criteria.Everything);
        await house.WatchAsync("bo", Criteria.Everything.With("kind", "tender"));
        await house.WatchAsync("chen", Criteria.Everything, language: "fr");
        await house.Services.PublishAsync("017", Some.Tender());

        await house.PassAsync();

        var texts = house.Letters().ToDictionary(letter => letter.To.Mailboxes.Single().Address, letter => letter.TextBody!);
        Assert.Contains("?kind=tender", texts["bo@example.org"], StringComparison.Ordinal);
        Assert.DoesNotContain("?kind=tender", texts["amina@example.org"], StringComparison.Ordinal);
        Assert.Contains("/fr/opportunities/", texts["chen@example.org"], StringComparison.Ordinal);
    }
}
