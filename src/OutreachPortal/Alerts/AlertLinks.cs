using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using OutreachPortal.Languages;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>
/// The addresses that letters carry. What is sealed is opened only for the purpose it was sealed for; what was
/// tampered with, cut or sealed for another purpose is null, and nothing says which. Sealing authenticates, so that
/// opening takes the same time whatever is wrong.
/// </summary>
internal sealed class AlertLinks(IDataProtectionProvider protection, Portal portal)
{
    /// <summary>No token that we made is longer; more is not even tried.</summary>
    const int LongestToken = 512;

    readonly IDataProtector _confirm = protection.CreateProtector("alerts.confirm");
    readonly IDataProtector _manage = protection.CreateProtector("alerts.manage");
    readonly IDataProtector _keep = protection.CreateProtector("alerts.keep");

    public Uri ToConfirm(ConfirmToken token) => AddressOf($"/alerts/confirm/{Seal(_confirm, token.ToBytes())}");

    public Uri ToManage(ManageToken token) => AddressOf($"/alerts/manage/{Seal(_manage, token.ToBytes())}");

    public Uri ToKeep(ManageToken token) => AddressOf($"/alerts/keep/{Seal(_keep, token.ToBytes())}");

    /// <summary>Works in letters of any age: it is looked up, not opened.</summary>
    public Uri ToUnsubscribe(UnsubscribeToken token) => AddressOf($"/alerts/unsubscribe/{token.Token}");

    /// <param name="token">Of the scope of one alert.</param>
    /// <param name="shortId">The opportunity that the answer is about.</param>
    public Uri ToVote(UnsubscribeToken token, string shortId) => AddressOf($"/alerts/vote/{token.Token}/{shortId}");

    /// <summary>Where one asks for a link to all alerts.</summary>
    public Uri ToAskForLink(Language language) => AddressOf($"/{language.Code}/alerts/manage");

    public Uri ToPrivacy(Language language) => AddressOf($"/{language.Code}/alerts/privacy");

    public ConfirmToken? OpenConfirm(string token) =>
        Open(_confirm, token) is { } bytes ? ConfirmToken.Of(bytes) : null;

    public ManageToken? OpenManage(string token) => Open(_manage, token) is { } bytes ? ManageToken.Of(bytes) : null;

    public ManageToken? OpenKeep(string token) => Open(_keep, token) is { } bytes ? ManageToken.Of(bytes) : null;

    Uri AddressOf(string path) => new(portal.AddressOf(path));

    static string Seal(IDataProtector protector, byte[] bytes) =>
        WebEncoders.Base64UrlEncode(protector.Protect(bytes));

    static byte[]? Open(IDataProtector protector, string token)
    {
        if (token.Length > LongestToken) return null;
        try
        {
            return protector.Unprotect(WebEncoders.Base64UrlDecode(token));
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }
}

/// <summary>
/// Which alert is to be confirmed, what it was for and in which language it was asked: enough to ask anew after the
/// unconfirmed rows are gone.
/// </summary>
internal sealed record ConfirmToken(Guid Subscription, long? Criteria, long? Opportunity, Language Language)
{
    const int Length = 34;

    public static ConfirmToken For(Subscription subscription) => new(
        subscription.Id, subscription.CriteriaId, subscription.OpportunityId,
        Language.Find(subscription.Language) ?? Language.English);

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Subscription.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), Criteria ?? 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(24), Opportunity ?? 0);
        (bytes[32], bytes[33]) = ((byte)Language.Code[0], (byte)Language.Code[1]);
        return bytes;
    }

    public static ConfirmToken? Of(byte[] bytes) => bytes.Length != Length ? null : new(
        new Guid(bytes.AsSpan(0, 16)), Number(bytes.AsSpan(16)), Number(bytes.AsSpan(24)),
        Language.Find($"{(char)bytes[32]}{(char)bytes[33]}") ?? Language.English);

    static long? Number(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadInt64BigEndian(bytes) is var number and not 0 ? number : null;
}

/// <summary>Whom it lets in, as of which state of their links, and when it was made.</summary>
internal sealed record ManageToken(Guid Subscriber, int Version, Instant At)
{
    const int Length = 28;

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Subscriber.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), Version);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(20), At.ToUnixTimeTicks());
        return bytes;
    }

    public static ManageToken? Of(byte[] bytes) => bytes.Length != Length ? null : new(
        new Guid(bytes.AsSpan(0, 16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)),
        Instant.FromUnixTimeTicks(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(20))));
}
