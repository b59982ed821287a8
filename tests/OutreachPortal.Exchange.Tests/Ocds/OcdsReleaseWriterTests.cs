using FsCheck.Fluent;
using NodaTime;

namespace OutreachPortal.Exchange.Tests;

public sealed class OcdsReleaseWriterTests
{
    static Task<string> Write(params PublishedRelease[] releases) => Written.ByAsync(stream =>
        OcdsReleaseWriter.WriteAsync(stream, SomeRelease.Package, releases.ToAsyncEnumerable()));

    [Fact]
    public async Task The_golden_sample_is_what_is_written() =>
        Written.IsSample("release-package.json", await Write(SomeRelease.Routers));

    [Fact]
    public async Task A_release_with_everything_passes_the_schema() =>
        Assert.Empty(await OcdsSchema.ErrorsOfAsync(await Write(SomeRelease.Routers)));

    [Fact]
    public async Task Every_release_passes_the_schema()
    {
        foreach (var release in SomeRelease.Any.Sample(100, 15))
        {
            var written = await Write(release);

            Assert.True(await OcdsSchema.ErrorsOfAsync(written) is [], written);
        }
    }

    [Fact]
    public async Task The_reader_reads_every_release_to_the_same_values()
    {
        foreach (var release in SomeRelease.Any.Sample(100, 15))
        {
            var read = Assert.Single(Some.Read(await Write(release))).Value!;

            Assert.Equal((release.Ocid, release.Id, release.Language), (read.Ocid, read.Id, read.Language));
            Assert.Equal(release.Date, read.Date.AsUtc());
            Assert.Equal(release.Tags.Select(t => t.ToString()), read.Tags, StringComparer.OrdinalIgnoreCase);
            Assert.Equal(SomeRelease.Package.Publisher, read.Publisher);
            IsSame(release.Tender, read.Tender!);
            IsSame(release.Parties.FirstOrDefault(p => p.Roles.Contains("buyer")), read.Buyer, release);
        }
    }

    static void IsSame(PublishedTender said, OcdsTender read)
    {
        Assert.Equal(said.Id, read.Id);
        IsSame(said.Title, read.Title);
        IsSame(said.Description, read.Description);
        Assert.Equal(said.Status.ToString(), read.Status, ignoreCase: true);
        Assert.Equal(said.ProcurementMethod?.ToString(), read.ProcurementMethod, ignoreCase: true);
        Assert.Equal(said.MainProcurementCategory?.ToString(), read.MainProcurementCategory, ignoreCase: true);
        Assert.Equal(said.ProcurementMethodDetails, read.ProcurementMethodDetails);
        Assert.Equal(said.EligibilityCriteria?.Text, read.EligibilityCriteria);
        Assert.Equal(said.TenderPeriodEnd, (DeadlineText.Read(read.TenderPeriodEnd) as DeadlineText.AtInstant)?.Value);
        Assert.Equal(said.Value, read.Value);
        Assert.Equal(said.Items.Count, read.ItemCount);
        Assert.All(said.Items.Zip(read.Items), pair => IsSame(pair.First, pair.Second));
        Assert.All(said.Documents.Zip(read.Documents), pair => IsSame(pair.First, pair.Second));
        Assert.Equal(said.Amendments.Select(a => (Instant?)a.Date),
            read.Amendments.Select(a => DeadlineText.Read(a.Date).AsUtc()));
        Assert.Equal(said.Amendments.Select(a => a.Rationale?.Text), read.Amendments.Select(a => a.Rationale));
        Assert.Equal(
            said.Items.SelectMany(i => i.DeliveryAddresses).Select(a => new OcdsPlace(a.CountryName, a.Region))
                .Distinct(),
            read.Places);
    }

    static void IsSame(PublishedItem said, OcdsItem read)
    {
        Assert.Equal((said.Id, said.Classification, said.Quantity), (read.Id, read.Classification, read.Quantity));
        IsSame(said.Description, read.Description);
    }

    static void IsSame(PublishedDocument said, OcdsDocument read)
    {
        Assert.Equal(said.Id, read.Id);
        IsSame(said.Title, read.Title);
        Assert.Equal(said.DatePublished, DeadlineText.Read(read.DatePublished).AsUtc());
        Assert.Equal(said.Url?.StartsWith("https://", StringComparison.Ordinal) is true, read.Url is not null);
    }

    static void IsSame(PublishedParty? said, OcdsOrganization? read, PublishedRelease release)
    {
        if (said is null && !release.Parties.Any(p => p.Roles.Contains("procuringEntity"))) Assert.Null(read);
        if (said is null) return;
        Assert.Equal((said.Id, said.Name.Text), (read!.Id, read.Name));
        Assert.Equal((said.Address?.CountryName, said.ContactPoint?.Name), (read.CountryName, read.ContactName));
    }

    static void IsSame(LocalText? said, LocalText read)
    {
        Assert.Equal(said?.Text, read.Text);
        Assert.Equal(said?.Others ?? new Dictionary<string, string>(), read.Others);
    }

    [Fact]
    public async Task What_is_no_web_address_is_left_out_since_the_schema_refuses_it()
    {
        var release = SomeRelease.Routers;
        var tender = release.Tender with { Documents = [new() { Id = "d", Url = "see the library" }] };

        var written = await Write(release with { Tender = tender });

        Assert.DoesNotContain("see the library", written, StringComparison.Ordinal);
        Assert.Empty(await OcdsSchema.ErrorsOfAsync(written));
    }

    [Fact]
    public async Task Only_a_package_without_releases_does_not_pass() =>
        Assert.Contains("TooFewItems", Assert.Single(await OcdsSchema.ErrorsOfAsync(await Write())),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_release_alone_is_as_in_its_package()
    {
        var alone = await Written.ByAsync(s => OcdsReleaseWriter.WriteAsync(s, SomeRelease.Routers));

        Assert.Contains(alone, await Write(SomeRelease.Routers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Releases_of_one_process_merge_to_the_latest()
    {
        var later = SomeRelease.Routers with { Id = "17-3", Date = SomeRelease.Routers.Date + Duration.FromMinutes(1) };
        later = later with { Tender = later.Tender with { Status = TenderStatus.Cancelled } };

        var merged = ReleaseMerge.Merge(Some.Read(await Write(later, SomeRelease.Routers)).Select(r => r.Value!.Json));

        Assert.Equal("cancelled", OcdsRelease.From(merged).Tender!.Status);
    }

    [Fact]
    public async Task Ten_thousand_releases_pass_through_some_kilobytes()
    {
        var releases = Enumerable.Repeat(SomeRelease.Routers, 10_000).ToAsyncEnumerable();

        Assert.InRange(await Written.LargestAsync(s =>
            OcdsReleaseWriter.WriteAsync(s, SomeRelease.Package, releases)), 1, 1 << 15);
    }
}
