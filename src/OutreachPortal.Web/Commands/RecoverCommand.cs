using System.CommandLine;
using System.Text.Json;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Web.Commands;

internal static class RecoverCommand
{
    public static Command Create() => DataCommand.Create(
        "recover",
        "Finishes what a crash interrupted: letters that a dead process held, and those whose answer was lost.",
        async (parsed, services, cancellation) =>
        {
            var report = await services.GetRequiredService<Recovery>().RunAsync(cancellation);
            var applied = await services.GetRequiredService<Reports>().ApplyParkedAsync(cancellation);
            Console.WriteLine(parsed.GetValue(DataCommand.Json)
                ? JsonSerializer.Serialize(new
                {
                    report.Returned, report.Doubted, report.Accepted, report.Again, report.Dropped, report.Open,
                    ReportsApplied = applied,
                }, Columns.Json)
                : $"{report.Returned} letters went back in line, {report.Doubted} were found in doubt; of those in "
                    + $"doubt {report.Accepted} had arrived, {report.Again} go again, {report.Dropped} were left, "
                    + $"{report.Open} stay open.");
            return CommandLine.Done;
        });
}
