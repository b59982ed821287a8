using System.CommandLine;
using OutreachPortal.Importing;

namespace OutreachPortal.Web.Commands;

/// <summary>What a command does in its scope; its result is the exit code.</summary>
internal delegate Task<int> Run(ParseResult parsed, IServiceProvider services, CancellationToken cancellation);

/// <summary>What every command that needs data has in common: settings, migration, set-up, a scope.</summary>
internal static class DataCommand
{
    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object instead of text." };

    public static Command Create(string name, string description, Run run, params IReadOnlyList<Symbol> symbols) =>
        CreateAt(name, description, static _ => null, run, symbols);

    /// <param name="adapt">The last word on the services; sets the clock.</param>
    public static Command CreateAt(
        string name, string description, Func<ParseResult, Action<IServiceCollection>?> adapt, Run run,
        params IReadOnlyList<Symbol> symbols) =>
        Create(name, description, symbols, (parsed, cancellation) =>
            RunAsync(parsed, adapt(parsed), run, prepares: true, cancellation));

    /// <summary>For what must not find the database migrated and set up.</summary>
    public static Command CreateUnprepared(
        string name, string description, Run run, params IReadOnlyList<Symbol> symbols) =>
        Create(name, description, symbols, (parsed, cancellation) =>
            RunAsync(parsed, null, run, prepares: false, cancellation));

    static Command Create(
        string name, string description, IReadOnlyList<Symbol> symbols,
        Func<ParseResult, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        foreach (var symbol in symbols.Append(Json))
        {
            if (symbol is Argument argument) command.Add(argument);
            else if (symbol is Option option) command.Add(option);
        }
        command.SetAction(action);
        return command;
    }

    static async Task<int> RunAsync(
        ParseResult parsed, Action<IServiceCollection>? adapt, Run run, bool prepares, CancellationToken cancellation)
    {
        await using var app = FrontDoor.Build([.. parsed.UnmatchedTokens], serving: false, adapt);
        app.Services.GetRequiredService<Microsoft.Extensions.Options.IStartupValidator>().Validate();
        if (prepares) await app.Services.GetRequiredService<SetUp>().RunAsync(cancellation);
        await using var scope = app.Services.CreateAsyncScope();
        return await run(parsed, scope.ServiceProvider, cancellation);
    }
}
