using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using OutreachPortal.Languages;
using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

public sealed class AdmissionsTests
{
    static readonly DateTimeOffset Noon = new(2026, 11, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_client_is_admitted_in_a_burst_and_then_so_many_times_a_second()
    {
        var admissions = new Admissions(perSecond: 2, burst: 3);

        Assert.Equal([0, 0, 0, 0.5], Enumerable.Range(0, 4).Select(_ => admissions.WaitOf(1, Noon).TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(0.25), admissions.WaitOf(1, Noon.AddSeconds(0.25)));
        Assert.Equal(TimeSpan.Zero, admissions.WaitOf(1, Noon.AddSeconds(0.5)));
        Assert.NotEqual(TimeSpan.Zero, admissions.WaitOf(1, Noon.AddSeconds(0.5)));
        Assert.Equal([0, 0, 0, 0.5], Enumerable.Range(0, 4).Select(_ => admissions.WaitOf(1, Noon.AddSeconds(60)).TotalSeconds));
    }

    [Fact]
    public void One_client_takes_nothing_from_another()
    {
        var admissions = new Admissions(perSecond: 1, burst: 1);

        Assert.Equal(TimeSpan.Zero, admissions.WaitOf(1, Noon));
        Assert.NotEqual(TimeSpan.Zero, admissions.WaitOf(1, Noon));
        Assert.Equal(TimeSpan.Zero, admissions.WaitOf(2, Noon));
    }

    [Fact]
    public void Who_has_rested_is_forgotten_and_no_crowd_grows_without_end()
    {
        var admissions = new Admissions(perSecond: 10, burst: 10);
        for (var client = 0; client < 100_000; client++)
        {
            admissions.WaitOf((UInt128)client, Noon.AddMilliseconds(client / 100));
            Assert.InRange(admissions.Clients, 1, 20_000);
        }
    }

    [Theory]
    [InlineData("2001:db8:1:2ff::1", "2001:db8:1:2aa:ffff::", true)]
    [InlineData("2001:db8:1:2ff::1", "2001:db8:1:3ff::1", false)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    public void A_client_is_an_address_or_a_network_of_IPv6(string one, string other, bool same) => Assert.Equal(
        same, Turnstile.ClientOf(IPAddress.Parse(one)) == Turnstile.ClientOf(IPAddress.Parse(other)));

    [Fact]
    public async Task Who_comes_too_often_is_told_in_his_language_when_to_come_again()
    {
        var clock = new FakeTimeProvider(Noon);
        await using var host = await ShellHost.StartAsync(
            services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)),
            settings: [("Limits:RequestsPerSecond", "1"), ("Limits:RequestBurst", "2")]);

        foreach (var _ in (int[])[1, 2]) Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/fr/rien")).StatusCode);
        var refused = await host.Client.GetAsync("/fr/rien");
        var program = await host.Client.GetAsync("/api/v1/nothing");
        clock.Advance(TimeSpan.FromSeconds(1));
        var admitted = await host.Client.GetAsync("/fr/rien");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("1", refused.Headers.RetryAfter!.ToString());
        Assert.True(refused.Headers.CacheControl!.NoStore);
        Assert.Contains(
            Phrases.For(Language.French)["error.429.title"], WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()),
            StringComparison.Ordinal);
        Assert.Equal("application/problem+json", program.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, admitted.StatusCode);
    }
}
