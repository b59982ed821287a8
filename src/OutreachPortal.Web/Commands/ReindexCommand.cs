using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Web.Commands;

internal static class ReindexCommand
{
    public static Command Create() => DataCommand.Create(
        "reindex", "Asks every serving process to build its index anew beside the old one.",
        async (parsed, services, cancellation) =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var identity = await db.Identities.SingleAsync(cancellation);
            identity.AskForNewIndex();
            await db.SaveChangesAsync(cancellation);
            Console.WriteLine(parsed.GetValue(DataCommand.Json)
                ? JsonSerializer.Serialize(new { generation = identity.IndexGeneration })
                : $"Index generation {identity.IndexGeneration} was asked for; "
                    + "serving processes build it in the background.");
            return CommandLine.Done;
        });
}
