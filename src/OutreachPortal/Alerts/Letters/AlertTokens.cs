using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Alerts;

/// <summary>The tokens that letters need: read together, and made together where a scope has none yet.</summary>
internal sealed class AlertTokens
{
    public const int Bytes = 16;

    readonly Dictionary<(Guid Person, string Scope), UnsubscribeToken> _tokens;

    AlertTokens(IEnumerable<UnsubscribeToken> tokens) =>
        _tokens = tokens.ToDictionary(token => (token.SubscriberId, token.Scope));

    public UnsubscribeToken Of(Guid person, Guid alert) => _tokens[(person, Scopes.Of(alert))];

    public UnsubscribeToken Of(Guid person, string scope) => _tokens[(person, scope)];

    public static async Task<AlertTokens> ReadAsync(
        PortalDb db, IReadOnlyCollection<(Guid Person, string Scope)> wanted, Instant now,
        CancellationToken cancellation)
    {
        var people = wanted.Select(one => one.Person).Distinct().ToList();
        var known = await FindAsync(db, people, cancellation);
        var made = wanted.Except(known.Select(token => (token.SubscriberId, token.Scope)))
            .Select(missing => NewToken(missing.Item1, missing.Item2, now)).ToList();
        if (made.Count == 0) return new AlertTokens(known);
        // Whoever was faster with one of them has made the token that counts.
        return await KeepAsync(db, made, cancellation) == made.Count
            ? new AlertTokens(known.Concat(made))
            : new AlertTokens(await FindAsync(db, people, cancellation));
    }

    static async Task<int> KeepAsync(PortalDb db, List<UnsubscribeToken> made, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var kept = await Rows.InsertAsync(
            db, "unsubscribe_tokens", ["token", "subscriber_id", "scope", "created_at"],
            [
                .. made.Select(one =>
                    new object?[] { one.Token, one.SubscriberId, one.Scope, Rows.Column(one.CreatedAt) }),
            ],
            cancellation);
        await transaction.CommitAsync(cancellation);
        return kept;
    }

    static Task<List<UnsubscribeToken>> FindAsync(PortalDb db, List<Guid> people, CancellationToken cancellation) =>
        db.UnsubscribeTokens.AsNoTracking()
            .Where(token => EF.Parameter(people).Contains(token.SubscriberId)).ToListAsync(cancellation);

    static UnsubscribeToken NewToken(Guid person, string scope, Instant now) => new()
    {
        Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)), SubscriberId = person, Scope = scope,
        CreatedAt = now,
    };
}
