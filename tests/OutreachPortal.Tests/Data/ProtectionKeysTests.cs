using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Data;

/// <summary>The keys that seal links and cookies, as they lie in the database.</summary>
public sealed class ProtectionKeysTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task With_a_certificate_the_rows_open_nothing_without_it(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);
        string token;
        await using (var house = await HouseServices.OnAsync(plot, settings: Certificate(plot, "ours")))
        {
            token = Seal(house);
            Assert.All(await RowsAsync(house), xml => Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal));
            Assert.Equal(0, await house.AskAsync(db => ProtectionKeys.CountOpenAsync(db, CancellationToken.None)));
        }
        await using (var same = await HouseServices.OnAsync(plot, settings: Certificate(plot, "ours")))
            Assert.Equal("a word", Open(same, token));

        await using var thief = await HouseServices.OnAsync(plot);
        Assert.Throws<CryptographicException>(() => Open(thief, token));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Keys_of_before_are_latewhen_a_certificate_comes_and_open_what_they_sealed(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);
        string token;
        await using (var before = await HouseServices.OnAsync(plot))
        {
            token = Seal(before);
            Assert.Equal(1, await before.AskAsync(db => ProtectionKeys.CountOpenAsync(db, CancellationToken.None)));
        }

        foreach (var _ in new[] { 1, 2 })
        {
            await using var house = await HouseServices.OnAsync(plot, settings: Certificate(plot, "ours"));
            Assert.Equal("a word", Open(house, token));
            Assert.DoesNotContain("masterKey", Assert.Single(await RowsAsync(house)), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_former_certificate_still_opens_what_it_sealed(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);
        string token;
        await using (var house = await HouseServices.OnAsync(plot, settings: Certificate(plot, "old"))) token = Seal(house);

        await using var later = await HouseServices.OnAsync(
            plot, settings: [.. Certificate(plot, "new"), $"--Keys:Former={Path.Combine(plot.Folder, "old.pfx")}"]);

        Assert.Equal("a word", Open(later, token));
    }

    [Fact]
    public async Task Check_warns_of_keys_that_lie_open_and_is_quiet_with_a_certificate()
    {
        await using var plot = await Plot.OfAsync();
        string[] letter = ["alerts", "preview", "confirm"];
        await Executable.RunAsync(plot, letter);

        var bare = await Executable.RunAsync(plot, "check");
        var early = await Executable.RunAsync(plot, ["check", .. Certificate(plot, "ours")]);
        await Executable.RunAsync(plot, [.. letter, .. Certificate(plot, "ours")]);
        var late = await Executable.RunAsync(plot, ["check", .. Certificate(plot, "ours")]);

        Assert.Contains("warn keys: The keys that seal links", bare.Output, StringComparison.Ordinal);
        Assert.Contains("Keys:Certificate", bare.Output, StringComparison.Ordinal);
        Assert.Contains("warn keys: Stored before Keys:Certificate was set: 1", early.Output, StringComparison.Ordinal);
        Assert.Contains("ok   keys: ", late.Output, StringComparison.Ordinal);
        Assert.All([bare, early, late], ending => Assert.Equal((0, ""), (ending.Code, ending.Error)));
    }

    [Theory]
    [InlineData("--Keys:Certificate=no-such.pfx")]
    [InlineData("--Keys:Password=wrong")]
    [InlineData("--Keys:Certificate=elliptic.pfx")]
    [InlineData("--Keys:Certificate=text.pem")]
    public async Task A_certificate_that_seals_nothing_stops_the_start(string setting)
    {
        await using var plot = await Plot.OfAsync();
        Certificate(plot, "ours");
        File.WriteAllText(Path.Combine(plot.Folder, "text.pem"), "-----BEGIN NOTHING-----\n");
        using (var key = ECDsa.Create())
            Write(new CertificateRequest("CN=elliptic", key, HashAlgorithmName.SHA256), plot, "elliptic");

        var ending = await Executable.RunAsync(
            plot, ["serve", .. Certificate(plot, "ours"), setting.Replace("=", $"={plot.Folder}/", StringComparison.Ordinal)]);

        Assert.Equal(1, ending.Code);
        Assert.Contains("Keys:Certificate", ending.Error, StringComparison.Ordinal);
    }

    /// <summary>The settings that name a certificate of the plot, made when it is first named.</summary>
    static string[] Certificate(Plot plot, string name)
    {
        var file = Path.Combine(plot.Folder, $"{name}.pfx");
        if (!File.Exists(file))
        {
            using var key = RSA.Create(2048);
            Write(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), plot, name);
        }
        return [$"--Keys:Certificate={file}", "--Keys:Password=secret"];
    }

    static void Write(CertificateRequest request, Plot plot, string name)
    {
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(9));
        File.WriteAllBytes(
            Path.Combine(plot.Folder, $"{name}.pfx"), certificate.Export(X509ContentType.Pkcs12, "secret"));
    }

    static string Seal(HouseServices house) => Protector(house).Protect("a word");

    static string Open(HouseServices house, string token) => Protector(house).Unprotect(token);

    static IDataProtector Protector(HouseServices house) =>
        house.Get<IDataProtectionProvider>().CreateProtector("test");

    static Task<List<string>> RowsAsync(HouseServices house) =>
        house.AskAsync(db => db.ProtectionKeys.Select(key => key.Xml).ToListAsync());
}
