using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Importing;

namespace OutreachPortal.Tests.Importing;

/// <summary>The most managed memory that was alive after any batch of a run.</summary>
internal sealed class PeakMemory : IProgress<ImportReport>
{
    public long Bytes { get; private set; }

    public void Report(ImportReport value) => Bytes = Math.Max(Bytes, GC.GetTotalMemory(forceFullCollection: true));

    public async Task ImportAsync(Desk desk, string file)
    {
        await using var scope = desk.House.Services.CreateAsyncScope();
        using var report = await scope.ServiceProvider.GetRequiredService<Importer>()
            .ImportAsync(new ImportOrder("ocds", file), this);
        Assert.True(report.Created > 0);
    }
}
