using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// Ends a process between two words to the database, as a kill would: after so many, nothing is said any more, and what
/// was not committed is gone. Only a new house speaks again.
/// </summary>
internal sealed class Guillotine : DbCommandInterceptor
{
    int _left = int.MaxValue;

    public void FallAfter(int words) => Interlocked.Exchange(ref _left, words);

    public void Hang(IServiceCollection services) =>
        services.ConfigureDbContext<PortalDb>(options => options.AddInterceptors(this));

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Pass();
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        Pass();
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    void Pass()
    {
        if (Interlocked.Decrement(ref _left) < 0) throw new Killed();
    }
}

/// <summary>What a killed process would have done next, it does not do.</summary>
internal sealed class Killed() : OperationCanceledException("The process was killed.");
