using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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

    [Fact]
    public async Task The_door_may_have_a_certificate()
    {
        await using var plot = await Plot.OfAsync(Databases.Sqlite);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=portal", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var file = Path.Combine(plot.Folder, "portal.pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx, "secret"), Token);

        await using var house = await ServedHouse.OnAsync(
            plot,
            settings:
            [
                "--Kestrel:Endpoints:Sealed:Url=https://127.0.0.1:0",
                $"--Kestrel:Endpoints:Sealed:Certificate:Path={file}",
                "--Kestrel:Endpoints:Sealed:Certificate:Password=secret",
            ]);

        using var client = TrustingClient(certificate);
        var answer = await client.GetAsync(new Uri(house.Address, "/health/live"), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("https", house.Address.Scheme);
    }

    /// <summary>Knows one portal by its certificate, and nobody else.</summary>
    static HttpClient TrustingClient(X509Certificate2 certificate) => new(new SocketsHttpHandler
    {
        SslOptions = new()
        {
            CertificateChainPolicy = new()
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { certificate },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    });

    static CancellationToken Token => TestContext.Current.CancellationToken;

    sealed class Homeless(IStranger stranger)
    {
        public override string? ToString() => stranger.ToString();
    }

    interface IStranger;
}
