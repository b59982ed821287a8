using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Countries;

/// <summary>The atlas of this process, read once and forgotten when the lists change.</summary>
internal sealed class CurrentAtlas(IDbContextFactory<PortalDb> databases) : IDisposable
{
    readonly SemaphoreSlim _gate = new(1);
    volatile Atlas? _atlas;

    public async ValueTask<Atlas> GetAsync(CancellationToken cancellation = default)
    {
        if (_atlas is { } known) return known;
        await _gate.WaitAsync(cancellation);
        try
        {
            return _atlas ??= await ReadAsync(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Forget() => _atlas = null;

    public void Dispose() => _gate.Dispose();

    async Task<Atlas> ReadAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return new Atlas(
            await db.Countries.AsNoTracking().OrderBy(country => country.Code).ToListAsync(cancellation),
            await db.CountryGroups.AsNoTracking().ToListAsync(cancellation),
            await db.GroupMemberships.AsNoTracking().ToListAsync(cancellation));
    }
}
