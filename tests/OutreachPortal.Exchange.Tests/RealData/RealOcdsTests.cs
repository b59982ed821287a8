namespace OutreachPortal.Exchange.Tests;

public sealed class RealOcdsTests
{
    static ImportFolder Folder(string name) =>
        ImportFolder.Find(Shared.Data(name), ImportFormat.Json, ImportFormat.JsonLines);

    static List<ImportRecord<OcdsRelease>> Records(string name) => [.. Folder(name).Files.SelectMany(OcdsReader.Read)];

    [Fact]
    public void All_publishers_are_282_files_and_a_readme_three_of_them_broken()
    {
        var folder = Folder("ocds");

        Assert.Equal(282, folder.Files.Count);
        Assert.Equal(["canada-buyandsell-2014/README-buyandsell.md"], folder.Ignored);
        var broken = folder.Files.Where(f => f.Check() is not null).ToList();
        Assert.Equal(3, broken.Count);
        Assert.All(broken, f =>
            Assert.StartsWith("paraguay/sample/records/", f.RelativePath, StringComparison.Ordinal));
        Assert.All(broken, f => Assert.Equal("The file is empty (0 bytes).", f.Check()));
    }

    [Theory]
    [InlineData("ocds/canada-buyandsell-2014", 5513, 5513, 0)]
    [InlineData("ocds/uk-2025", 302, 302, 0)]
    [InlineData("ocds/moldova", 102, 102, 0)]
    [InlineData("ocds/nigeria", 23, 23, 0)]
    [InlineData("ocds/paraguay", 89, 32, 3)]
    [InlineData("ocds/uganda", 10, 10, 0)]
    [InlineData("ocds/uk-contracts-finder", 32, 32, 0)]
    [InlineData("ocds/ukraine", 22, 22, 0)]
    public void Every_publisher_is_read_to_the_last_record(string name, int read, int tenders, int broken)
    {
        var records = Records(name);

        Assert.Equal(broken, records.Count(r => r.Problem is not null));
        Assert.Equal(read, records.Count);
        Assert.Equal(tenders, records.Count(r => r.Value?.HasTender is true));
        Assert.All(records.Where(r => r.Problem is null && r.Value is null), r =>
            Assert.Contains("only links", r.Notes[0], StringComparison.Ordinal));
        Assert.All(records.Where(r => r.Value is not null), r => Assert.NotNull(r.Value!.Ocid));
    }

    [Fact]
    public void Canada_has_codes_texts_and_deadlines_in_its_own_way()
    {
        var releases = Records("ocds/canada-buyandsell-2014").Select(r => r.Value!).ToList();

        Assert.All(releases, r => Assert.Equal("en", r.Language));
        Assert.All(releases, r => Assert.Equal("Buyandsell.gc.ca", r.Publisher));
        Assert.All(releases, r => Assert.False(r.Tender!.Title.HasAny));
        Assert.All(releases, r => Assert.NotNull(r.Tender!.Items[0].Description.Text));
        Assert.Equal(21, releases.Count(r => r.Tender!.Codes.Count == 0));
        Assert.All(releases, r => Assert.All(r.Tender!.Codes, c => Assert.NotNull(c.Id)));
        Assert.True(releases.Count(r => r.Tender!.Codes is [{ Scheme: "GSIN", Id: "D302A" }, ..]) > 300);
    }

    [Fact]
    public void Every_deadline_of_Canada_is_a_moment_in_a_zone()
    {
        var outcomes = Records("ocds/canada-buyandsell-2014")
            .Select(r => r.Value!.Tender!.TenderPeriodEnd)
            .Distinct()
            .Select(text => (text, read: DeadlineText.Read(text)))
            .ToList();

        Assert.All(outcomes, o =>
            Assert.True(o.read is DeadlineText.AtZoned or DeadlineText.AtInstant, $"{o.text} {o.read}"));
        Assert.Equal(2, outcomes.Count(o => o.read is DeadlineText.AtInstant));
    }

    [Fact]
    public void No_deadline_of_any_publisher_is_unreadable()
    {
        var texts = Records("ocds").Select(r => r.Value?.Tender?.TenderPeriodEnd).Distinct();

        Assert.Empty(texts.Select(t => DeadlineText.Read(t)).OfType<DeadlineText.Unreadable>());
    }
}
