using NodaTime;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Importing;

/// <summary>The real files beside the repository; skipped where they are not.</summary>
public sealed class RealFilesTests
{
    [Theory]
    [InlineData("ocds", "ocds/uk-2025", "302 = 190 + 57 + 54 + 0 + 1")]
    [InlineData("csv", "notices/saudi-etimad-ict-2025", "271 = 271 + 0 + 0 + 0 + 0")]
    [InlineData("ted", "notices/ted", "1724 = 1724 + 0 + 0 + 0 + 0")]
    [InlineData("usajobs", "jobs/usajobs", "5874 = 5874 + 0 + 0 + 0 + 0")]
    [InlineData("reliefweb", "jobs/reliefweb-import-samples", "11 = 6 + 1 + 2 + 0 + 2")]
    [InlineData("markdown-jobs", "jobs/cds-canada-jobs", "262 = 262 + 0 + 0 + 0 + 0")]
    public async Task Every_folder_comes_in_and_a_second_run_changes_nothing(string format, string path, string counts)
    {
        var folder = SharedData.At(path);
        await using var desk = await Desk.OpenAsync();

        Assert.Equal(counts, (await desk.ImportAsync(format, folder, dry: true)).Counts);
        Assert.Equal(counts, (await desk.ImportAsync(format, folder)).Counts);

        Assert.Contains("= 0 + 0 +", (await desk.ImportAsync(format, folder)).Counts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arabic_tenders_end_with_the_last_minute_of_the_day_in_Riyadh()
    {
        var folder = SharedData.At("notices/saudi-etimad-ict-2025");
        await using var desk = await Desk.OpenAsync();
        await desk.ImportAsync("csv", folder);

        foreach (var id in (await desk.ItemsAsync()).Select(item => item.SourceId).Take(20))
        {
            var content = await desk.ContentAsync(id);
            Assert.Equal(
                ("ar", "SA", true), (content.Language, Assert.Single(content.Countries), content.Link!.Trusted));
            Assert.Equal(
                (new LocalTime(23, 59), "Asia/Riyadh"), (content.Deadline!.Local.TimeOfDay, content.Deadline.Zone));
        }
    }
}
