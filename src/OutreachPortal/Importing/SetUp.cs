using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Importing;

/// <summary>Section <c>Setup</c> of the settings.</summary>
internal sealed class SetUpOptions
{
    public const string Section = "Setup";

    /// <summary>A recipe of the recipes folder, or a file.</summary>
    public string Recipe { get; set; } = "demo";
}

/// <summary>
/// Before anything else: the schema is brought up to date, and an empty database runs its set-up recipe.
/// </summary>
internal sealed class SetUp(
    Migrator migrator, StartLock start, IServiceScopeFactory scopes, IOptions<SetUpOptions> options, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        await migrator.MigrateAsync(cancellation);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        if (await IsDoneAsync(db, cancellation)) return;
        await using var alone = await start.TakeAsync(cancellation);
        if (await IsDoneAsync(db, cancellation)) return;
        var run = new RecipeRun(Dry: false);
        await scope.ServiceProvider.GetRequiredService<RecipeRunner>()
            .RunAsync(options.Value.Recipe, run, cancellation);
        if (run.Issues.Count > 0) throw new SetUpFailed(options.Value.Recipe, run.Issues);
        db.ChangeTracker.Clear();
        (await db.Identities.SingleAsync(cancellation)).SetUpAt = Instant.FromDateTimeOffset(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
    }

    static Task<bool> IsDoneAsync(PortalDb db, CancellationToken cancellation) =>
        db.Identities.AnyAsync(identity => identity.SetUpAt != null, cancellation);
}

/// <summary>The set-up recipe could not be applied as a whole; the next start tries again.</summary>
internal sealed class SetUpFailed(string recipe, IReadOnlyList<string> issues)
    : Exception($"The set-up recipe \"{recipe}\" (Setup:Recipe) could not be applied: {string.Join(' ', issues)}");
