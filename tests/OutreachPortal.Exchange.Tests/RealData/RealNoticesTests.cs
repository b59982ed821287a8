namespace OutreachPortal.Exchange.Tests;

public sealed class RealNoticesTests
{
    static IReadOnlyList<ImportFile> Files(string path, ImportFormat format) =>
        ImportFolder.Find(Shared.Data(path), format).Files;

    [Fact]
    public void TED_has_1724_notices_and_no_deadline_that_cannot_be_read()
    {
        var records = Files("notices/ted", ImportFormat.JsonLines).SelectMany(TedNotice.Read).ToList();

        Assert.Equal(1724, records.Count(r => r.Value is not null));
        Assert.All(records, r => Assert.IsNotType<DeadlineText.Unreadable>(r.Value!.DeadlineRead));
        Assert.All(records, r => Assert.IsType<DeadlineText.DateOnly>(r.Value!.Published));
        Assert.Equal(1724, records.Select(r => r.Value!.Id).Distinct().Count());
    }

    [Fact]
    public void Etimad_has_271_rows()
    {
        var rows = Files("notices/saudi-etimad-ict-2025", ImportFormat.Csv).SelectMany(f => CsvRows.Read(f)).ToList();

        Assert.Equal(271, rows.Count(r => r.Value is not null));
        Assert.All(rows, r =>
            Assert.IsType<DeadlineText.DateOnly>(DeadlineText.Read(r.Value!.Cells["PrposalsDeadline"], "M/d/yyyy")));
    }

    [Fact]
    public void Ghana_has_11672_rows()
    {
        var rows = Files("notices/ghana-ppa", ImportFormat.Csv).SelectMany(f => CsvRows.Read(f)).ToList();

        Assert.Equal(11_672, rows.Count);
        Assert.All(rows, r => Assert.Null(r.Problem));
    }

    [Fact]
    public void USAJOBS_has_5874_openings()
    {
        var records = Files("jobs/usajobs", ImportFormat.JsonLines).SelectMany(UsaJobsOpening.Read).ToList();

        Assert.Equal(5874, records.Count(r => r.Value is not null));
        Assert.All(records, r => Assert.IsNotType<DeadlineText.Unreadable>(r.Value!.Closes));
    }

    [Fact]
    public void The_Canadian_job_ads_are_262_and_a_list_of_sources_is_ignored()
    {
        var folder = ImportFolder.Find(Shared.Data("jobs/cds-canada-jobs"), ImportFormat.Markdown);
        var ads = folder.Files.Select(MarkdownJobAd.Read).ToList();

        Assert.Equal(["sources.json"], folder.Ignored);
        Assert.Equal(262, ads.Count);
        Assert.Empty(ads.Where(a => a.Problem is not null).Select(a => a.Position + a.Problem));
        Assert.All(ads, a => Assert.False(string.IsNullOrEmpty(a.Value!.Title)));
    }

    [Fact]
    public void ReliefWeb_is_seven_feeds_of_eleven_jobs()
    {
        var files = Files("jobs/reliefweb-import-samples", ImportFormat.Xml);
        var jobs = files.SelectMany(ReliefWebJob.Read).ToList();

        Assert.Equal(7, files.Count);
        Assert.All(files, f => Assert.Null(f.Check()));
        Assert.Equal(11, jobs.Count);
        Assert.All(jobs, j => Assert.NotNull(j.Value));
        Assert.DoesNotContain(jobs, j => HtmlToMarkdown.Convert(j.Value!.BodyHtml).Contains('<'.ToString() + "p"));
    }
}
