using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Alerts;

/// <summary>The tokens that one letter needs: read together, and made together where a scope has none yet.</summary>
internal sealed class AlertTokens
{
    const int Bytes = 16;

    readonly Dictionary<string, UnsubscribeToken> _byScope;

    AlertTokens(IEnumerable<UnsubscribeToken> tokens) => _byScope = tokens.ToDictionary(token => token.Scope);

    public UnsubscribeToken Of(Guid alert) => _byScope[Scopes.Of(alert)];

    public UnsubscribeToken Of(string scope) => _byScope[scope];

    public static async Task<AlertTokens> ReadAsync(
        PortalDb db, Guid person, IReadOnlyList<Guid> alerts, Instant now, CancellationToken cancellation)
    {
        string[] scopes = [Scopes.Daily, Scopes.Weekly, .. alerts.Distinct().Select(Scopes.Of)];
        var known = await FindAsync(db, person, cancellation);
        var missing = scopes.Except(known.Select(token => token.Scope)).ToList();
        if (missing.Count == 0) return new AlertTokens(known);
        await Rows.InsertAsync(
            db, "unsubscribe_tokens", ["token", "subscriber_id", "scope", "created_at"],
            [.. missing.Select(scope => new object?[] { NewToken(), person, scope, Rows.Column(now) })], cancellation);
        return new AlertTokens(await FindAsync(db, person, cancellation));
    }

    static Task<List<UnsubscribeToken>> FindAsync(PortalDb db, Guid person, CancellationToken cancellation) =>
        db.UnsubscribeTokens.AsNoTracking().Where(token => token.SubscriberId == person).ToListAsync(cancellation);

    static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
