using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Alerts;

/// <summary>What one click may end, as it is written into a token.</summary>
internal static class Scopes
{
    public const string Daily = "daily";
    public const string Weekly = "weekly";
    public const string All = "all";

    const string One = "subscription:";

    public static string Of(Guid subscription) => $"{One}{subscription:N}";

    /// <summary>Of a letter: the alert that won for an immediate one, all of its frequency for a digest.</summary>
    public static string Of(Frequency frequency, Guid winner) => frequency switch
    {
        Frequency.Daily => Daily,
        Frequency.Weekly => Weekly,
        _ => Of(winner),
    };

    public static Guid? SubscriptionOf(string scope) =>
        scope.StartsWith(One, StringComparison.Ordinal) && Guid.TryParseExact(scope[One.Length..], "N", out var id)
            ? id
            : null;
}

/// <summary>128 random bits for each person and scope, made once and kept.</summary>
internal static class UnsubscribeTokens
{
    const int Bytes = 16;
    const int Length = 22;

    /// <summary>Whether a text can be one at all; what cannot is not looked up.</summary>
    public static bool IsOne(string text) =>
        text.Length == Length && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>
    /// The token of a person and scope. Of several processes that make it at once the first one's stays.
    /// </summary>
    public static async Task<UnsubscribeToken> ForAsync(
        PortalDb db, Guid subscriber, string scope, Instant now, CancellationToken cancellation)
    {
        if (await FindAsync(db, subscriber, scope, cancellation) is { } known) return known;
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        var at = now.ToUnixTimeTicks() / 10;
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO unsubscribe_tokens (token, subscriber_id, scope, created_at)
            VALUES ({token}, {subscriber}, {scope}, {at}) ON CONFLICT DO NOTHING
            """,
            cancellation);
        return await FindAsync(db, subscriber, scope, cancellation)
            ?? throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"No token of {subscriber} for {scope} could be kept."));
    }

    static Task<UnsubscribeToken?> FindAsync(
        PortalDb db, Guid subscriber, string scope, CancellationToken cancellation) =>
        db.UnsubscribeTokens.AsNoTracking()
            .FirstOrDefaultAsync(token => token.SubscriberId == subscriber && token.Scope == scope, cancellation);
}
