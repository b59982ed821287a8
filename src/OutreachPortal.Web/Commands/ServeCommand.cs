using System.CommandLine;
using OutreachPortal.Importing;

namespace OutreachPortal.Web.Commands;

internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serves the site. The same happens without a command.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, cancellation) => RunAsync([.. parsed.UnmatchedTokens], cancellation));
        return command;
    }

    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellation)
    {
        await using var app = FrontDoor.Build(settings, serving: true);
        app.Services.GetRequiredService<Microsoft.Extensions.Options.IStartupValidator>().Validate();
        app.Services.GetRequiredService<Discovery.Overture>().Begin();
        await app.Services.GetRequiredService<SetUp>().RunAsync(cancellation);
        await app.RunAsync(cancellation);
        return CommandLine.Done;
    }
}
