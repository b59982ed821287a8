using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Importing;

namespace OutreachPortal.Tests.Importing;

/// <summary>Breaks a run off after a number of batches, as a kill between two of them would.</summary>
internal sealed class StopAfter(int batches, CancellationTokenSource stop) : IProgress<ImportReport>
{
    int _seen;

    public void Report(ImportReport value)
    {
        if (++_seen == batches) stop.Cancel();
    }

    public async Task ImportAsync(Desk desk, string file)
    {
        await using var scope = desk.House.Services.CreateAsyncScope();
        using var report = await scope.ServiceProvider.GetRequiredService<Importer>()
            .ImportAsync(new ImportOrder("ocds", file) { Publish = true }, this, stop.Token);
    }
}
