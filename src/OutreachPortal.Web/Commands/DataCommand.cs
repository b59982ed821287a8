using System.CommandLine;
using OutreachPortal.Importing;

namespace OutreachPortal.Web.Commands;

/// <summary>What every command that needs data has in common: settings, migration, set-up, a scope.</summary>
internal static class DataCommand
{
    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object instead of text." };

    public static Command Create(
        string name, string description, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> run,
<<<<<<< HEAD
        params IReadOnlyList<Symbol> symbols) =>
        Create(name, description, run, preparing: true, symbols);

    /// <param name="preparing">False for what must not find the database migrated and set up.</param>
    public static Command Create(
        string name, string description, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> run,
        bool preparing, params IReadOnlyList<Symbol> symbols)
=======
        params IReadOnlyList<Symbol> symbols) => CreateAt(name, description, static _ => null, run, symbols);

    /// <param name="adapt">The last word on the services; sets the clock.</param>
    public static Command CreateAt(
        string name, string description, Func<ParseResult, Action<IServiceCollection>?> adapt,
        Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> run, params IReadOnlyList<Symbol> symbols)
>>>>>>> main
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        foreach (var symbol in symbols.Append(Json))
        {
            if (symbol is Argument argument) command.Add(argument);
            else if (symbol is Option option) command.Add(option);
        }
<<<<<<< HEAD
        command.SetAction((parsed, cancellation) => RunAsync(parsed, run, preparing, cancellation));
=======
        command.SetAction((parsed, cancellation) => RunAsync(parsed, adapt(parsed), run, cancellation));
>>>>>>> main
        return command;
    }

    static async Task<int> RunAsync(
<<<<<<< HEAD
        ParseResult parsed, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> run, bool preparing,
        CancellationToken cancellation)
=======
        ParseResult parsed, Action<IServiceCollection>? adapt,
        Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> run, CancellationToken cancellation)
>>>>>>> main
    {
        await using var app = FrontDoor.Build([.. parsed.UnmatchedTokens], serving: false, adapt);
        app.Services.GetRequiredService<Microsoft.Extensions.Options.IStartupValidator>().Validate();
        if (preparing) await app.Services.GetRequiredService<SetUp>().RunAsync(cancellation);
        await using var scope = app.Services.CreateAsyncScope();
        return await run(parsed, scope.ServiceProvider, cancellation);
    }
}
