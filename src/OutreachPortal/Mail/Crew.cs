using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// The postmen of all processes on one database: together they keep to the rate, each to its part. Whoever carries
/// letters holds a lease of its own, and as many as there are of them share.
/// </summary>
internal sealed class Crew(
    IDbContextFactory<PortalDb> databases, Leases leases, TokenBucket bucket, TimeProvider clock)
{
    const string Posts = "mail.postman/";

    /// <summary>So long the others leave the part of one who died to nobody.</summary>
    static readonly Duration Term = Duration.FromSeconds(15);

    static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(5);

    readonly string _post = $"{Posts}{Guid.NewGuid():N}";
    long? _counted;

    /// <summary>Asked before every round, and seldom asks the database.</summary>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        if (_counted is { } last && clock.GetElapsedTime(last) < CountEvery) return;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await leases.TakeAsync(db, _post, Term, cancellation);
        bucket.Share = 1.0 / await leases.CountAsync(db, Posts, cancellation);
        _counted = clock.GetTimestamp();
    }

    /// <summary>The others need not wait for the end of the lease.</summary>
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        if (_counted is null) return;
        _counted = null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await leases.ReleaseAsync(db, _post, cancellation);
    }
}
