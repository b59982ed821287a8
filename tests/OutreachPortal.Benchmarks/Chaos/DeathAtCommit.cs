using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>
/// Kills its own process just before or just after a commit. Between two commits a death at any place leaves the same
/// behind, so whoever dies at every one of them has died at every step.
/// </summary>
/// <param name="commit">Which, from the time on that the portal is up.</param>
/// <param name="isBefore">What the transaction wrote is lost with the process.</param>
sealed class DeathAtCommit(int commit, bool isBefore) : DbTransactionInterceptor
{
    public const int Last = 20;

    int _commits;

    public bool IsUp { get; set; }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        if (IsUp && Interlocked.Increment(ref _commits) == commit && isBefore) Die();
        return new(result);
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (IsUp && Volatile.Read(ref _commits) >= commit && !isBefore) Die();
        return Task.CompletedTask;
    }

    static void Die() => Process.GetCurrentProcess().Kill();
}
