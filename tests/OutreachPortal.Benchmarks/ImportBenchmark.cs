using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Importing;
using OutreachPortal.Web;

namespace OutreachPortal.Benchmarks;

/// <summary>How many OCDS releases a minute come into SQLite, published, and how much memory that takes.</summary>
internal static class ImportBenchmark
{
    const int Releases = 10_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var releases = args is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : Releases;
        var folder = Directory.CreateTempSubdirectory("import-benchmark-");
        try
        {
            var file = Path.Combine(folder.FullName, "releases.json");
            await ReleaseFile.WriteAsync(file, releases);
            await MeasureAsync(folder.FullName, file, "first run");
            await MeasureAsync(folder.FullName, file, "second run, nothing new");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return 0;
    }

    static async Task MeasureAsync(string folder, string file, string run)
    {
        await using var app = FrontDoor.Build(
            [$"--Portal:DataDirectory={folder}", "--Setup:Recipe=minimal"], serving: false);
        await app.Services.GetRequiredService<SetUp>().RunAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var started = Stopwatch.GetTimestamp();
        using var report = await scope.ServiceProvider.GetRequiredService<Importer>()
            .ImportAsync(new ImportOrder("ocds", file) { Publish = true });
        var taken = Stopwatch.GetElapsedTime(started);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{run}: {report.Read:N0} releases ({report.Created:N0} created, {report.Updated:N0} updated) "
                + $"in {taken.TotalSeconds:F1} s = {report.Read / taken.TotalMinutes:N0} a minute, "
                + $"peak working set {self.PeakWorkingSet64 >> 20} MB"));
    }
}
