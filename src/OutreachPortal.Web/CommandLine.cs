using System.CommandLine;
using System.Data.Common;
using Microsoft.Extensions.Options;
using OutreachPortal.Web.Commands;

namespace OutreachPortal.Web;

/// <summary>One executable, several commands. 0 is success, 1 a failure said in one sentence, 2 a wrong call.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Misused = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0 || Stray(parsed.UnmatchedTokens) is not null) return Misuse(parsed);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure) when (IsOfTheWorld(failure))
        {
            await Console.Error.WriteLineAsync(OnOneLine(SentenceOf(failure)));
            return Failed;
        }
    }

    static RootCommand Root() =>
        new RootCommand("Publishes ICT tenders and jobs, and tells people about them. "
            + "Settings may follow any command as --Section:Key=value.")
        {
            ServeCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            RecipeCommand.Create(),
            MigrateCommand.Create(),
            ReindexCommand.Create(),
            AlertsCommand.Create(),
            RecoverCommand.Create(),
            CheckCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
        }.Serving();

    /// <summary>Without a command the portal serves.</summary>
    static RootCommand Serving(this RootCommand root)
    {
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, cancellation) => ServeCommand.RunAsync([.. parsed.UnmatchedTokens], cancellation));
        return root;
    }

    /// <summary>
    /// A setting is --Section:Key; a value may follow one that has no "=". Anything else is a typing error.
    /// </summary>
    static string? Stray(IReadOnlyList<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!IsSetting(tokens[i])) return tokens[i];
            if (!tokens[i].Contains('=', StringComparison.Ordinal) && i + 1 < tokens.Count && !IsSetting(tokens[i + 1]))
                i++;
        }
        return null;
    }

    static bool IsSetting(string token) => token.StartsWith("--", StringComparison.Ordinal)
        && (token.Contains(':', StringComparison.Ordinal) || token.Split('=')[0] is "--urls" or "--environment");

    static int Misuse(ParseResult parsed)
    {
        var sentence = parsed.Errors.Count > 0
            ? parsed.Errors[0].Message
            : $"\"{Stray(parsed.UnmatchedTokens)}\" is neither a command nor a setting (--Section:Key=value).";
        Console.Error.WriteLine($"{OnOneLine(sentence)} Try --help.");
        return Misused;
    }

    static string OnOneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));

    static bool IsOfTheWorld(Exception failure) =>
        failure is OptionsValidationException or DbException or IOException or UnauthorizedAccessException
            or Microsoft.EntityFrameworkCore.DbUpdateException or Importing.SetUpFailed
        || IsUnreadableSetting(failure)
        || failure is AggregateException several && several.InnerExceptions.All(IsOfTheWorld);

    /// <summary>
    /// The framework's word for a setting that is no number, or none of the words that it may be; it names the key.
    /// </summary>
    static bool IsUnreadableSetting(Exception failure) =>
        failure is InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" };

    static string SentenceOf(Exception failure) => failure switch
    {
        OptionsValidationException wrong => string.Join(' ', wrong.Failures),
        AggregateException several => string.Join(' ', several.InnerExceptions.Select(SentenceOf)),
        DbException database => $"The database does not answer: {database.Message}",
        Microsoft.EntityFrameworkCore.DbUpdateException { InnerException: { } inner } =>
            $"The database refused a change: {inner.Message}",
        _ => failure.Message,
    };
}
