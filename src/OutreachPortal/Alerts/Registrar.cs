using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Languages;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>What a form asked for.</summary>
/// <param name="Opportunity">The one that is followed, where it is not criteria.</param>
/// <param name="Source">The page it was asked on.</param>
internal sealed record AlertRequest(
    EmailAddress Address, Opportunities.Criteria? Criteria, long? Opportunity, Frequency Frequency, string Zone,
    Language Language, string Source);

/// <summary>
/// Takes requests at the door. Whoever asks gets one answer, in the same time whatever is known of the address: one
/// transaction writes the trace that the limits count, the person and the letter; what the letter says is decided by
/// its writer, later. The row of the person is locked first, so that requests for one address are counted one after
/// the other.
/// </summary>
internal sealed class Registrar(
    PortalDb db, AddressHash hash, IOptions<AlertsOptions> options, TimeProvider clock, ILogger<Registrar> log)
{
    const int IPv4Bytes = 3;
    const int IPv6Bytes = 7;

    static readonly Duration Day = Duration.FromDays(1);
    static readonly Duration Hour = Duration.FromHours(1);
    static readonly Duration TenMinutes = Duration.FromMinutes(10);

    readonly AlertsOptions _limits = options.Value;

    /// <summary>Null when it was taken; otherwise how long that network has to wait.</summary>
    public async Task<Duration?> AskAsync(AlertRequest request, IPAddress? from, CancellationToken cancellation)
    {
        // The key of the hashes may have to be made first, by a transaction of its own.
        var (mac, network) = (hash.Of(request.Address.Key), hash.Of($"network:{NetworkOf(from)}"));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = Now;
        if (await WaitAsync(network, now, cancellation) is { } wait) return wait;
        var subscriber = await SubscriberAsync(request, mac, now, cancellation);
        var leaves = await LeavesAtAsync(mac, _limits.ConfirmationsPerAddress, Day, now, cancellation);
        if (leaves is { } at) await WriteAsync(subscriber, request, now, at, cancellation);
        db.SignUps.Add(new SignUp { Mac = mac, Network = network, At = now, LeavesAt = leaves });
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>The same for a link to one's own alerts. A stranger's address gets no letter and no row.</summary>
    public async Task<Duration?> AskForLinkAsync(EmailAddress address, IPAddress? from, CancellationToken cancellation)
    {
        // Counted apart from confirmations, or whoever knows an address could lock its owner out.
        var (mac, network) = (hash.Of($"manage:{address.Key}"), hash.Of($"network:{NetworkOf(from)}"));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = Now;
        if (await WaitAsync(network, now, cancellation) is { } wait) return wait;
        var leaves = await LeavesAtAsync(mac, _limits.ManageLinksPerAddress, Hour, now, cancellation);
        var person = await db.Subscribers.Where(subscriber => subscriber.EmailKey == address.Key)
            .Select(subscriber => (Guid?)subscriber.Id).FirstOrDefaultAsync(cancellation);
        if (leaves is { } at && person is { } id)
            await PutAsync(new(id, LetterKind.Manage, SlotOf(now), now) { NotBefore = at }, cancellation);
        db.SignUps.Add(new SignUp { Mac = mac, Network = network, At = now, LeavesAt = leaves });
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow()).ToMicroseconds();

    /// <summary>How long a network that asked too often in the last hour waits.</summary>
    async Task<Duration?> WaitAsync(string network, Instant now, CancellationToken cancellation)
    {
        var asked = await db.SignUps.Where(signUp => signUp.Network == network && signUp.At > now - Hour)
            .OrderByDescending(signUp => signUp.At).Take(_limits.SignUpsPerNetwork)
            .Select(signUp => signUp.At).ToListAsync(cancellation);
        return asked.Count < _limits.SignUpsPerNetwork ? null : asked[^1] + Hour - now;
    }

    /// <summary>The person of the address, made where there is none; the row is ours until the commit.</summary>
    async Task<Subscriber> SubscriberAsync(
        AlertRequest request, string mac, Instant now, CancellationToken cancellation)
    {
        var (id, at, key) = (Guid.CreateVersion7(), now.ToUnixTimeTicks() / 10, request.Address.Key);
        var (typed, language) = (request.Address.Typed, request.Language.Code);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO subscribers
                (id, email, email_key, email_mac, state, language, zone, token_version, created_at, acted_at)
            VALUES ({id}, {typed}, {key}, {mac}, {"Unconfirmed"}, {language}, {request.Zone}, 0, {at}, {at})
            ON CONFLICT (email_key) DO UPDATE SET email_mac = excluded.email_mac
            """,
            cancellation);
        return await db.Subscribers.SingleAsync(subscriber => subscriber.EmailKey == key, cancellation);
    }

    /// <summary>When a letter may leave; null where the address has had enough of them.</summary>
    async Task<Instant?> LeavesAtAsync(
        string mac, int most, Duration within, Instant now, CancellationToken cancellation)
    {
        var had = await db.SignUps.CountAsync(
            signUp => signUp.Mac == mac && signUp.LeavesAt != null && signUp.At > now - within, cancellation);
        if (had >= most) return null;
        var waiting = await db.SignUps.CountAsync(signUp => signUp.LeavesAt > now - TenMinutes, cancellation);
        var turns = waiting / _limits.ConfirmationsInTenMinutes;
        if (turns > 0 && waiting % _limits.ConfirmationsInTenMinutes == 0) Alarm(waiting);
        return now + (TenMinutes * turns);
    }

    void Alarm(int waiting) => log.LogError(
        "{Waiting} letters of confirmation in ten minutes: further ones wait their turn. Somebody may abuse the form",
        waiting);

    async Task WriteAsync(
        Subscriber subscriber, AlertRequest request, Instant now, Instant leaves, CancellationToken cancellation)
    {
        var alert = await AlertAsync(subscriber, request, now, cancellation);
        await PutAsync(new(subscriber.Id, LetterKind.Confirm, $"{alert.Id:N}:{SlotOf(now)}", now)
        {
            NotBefore = leaves, ExpiresAt = now + _limits.ConfirmWithin,
        }, cancellation);
    }

    /// <summary>A second press within the same second is the same wish.</summary>
    static string SlotOf(Instant now) => $"{now.ToUnixTimeSeconds()}";

    Task PutAsync(Posting posting, CancellationToken cancellation) => Post.PutOnceAsync(db, posting, cancellation);

    /// <summary>
    /// The alert that the letter is about: one that is there already, or a new one that waits to be confirmed.
    /// </summary>
    async Task<Subscription> AlertAsync(
        Subscriber subscriber, AlertRequest request, Instant now, CancellationToken cancellation)
    {
        long? criteria = request.Criteria is { } asked
            ? await SharedCriteria.KeepAsync(db, asked, now, cancellation)
            : null;
        var known = await db.Subscriptions.SingleOrDefaultAsync(
            alert => alert.SubscriberId == subscriber.Id && alert.EndedAt == null
                && alert.CriteriaId == criteria && alert.OpportunityId == request.Opportunity, cancellation);
        if (known is { StartedAt: not null }) return known;
        if (known is not null && known.Frequency == request.Frequency && known.Zone == request.Zone)
        {
            known.ConfirmBefore = now + _limits.ConfirmWithin;
            return known;
        }
        if (known is not null)
        {
            db.Subscriptions.Remove(known);
            await db.SaveChangesAsync(cancellation); // before its place is taken: an index allows one
        }
        return db.Subscriptions.Add(NewAlert(subscriber, request, criteria, now)).Entity;
    }

    Subscription NewAlert(Subscriber subscriber, AlertRequest request, long? criteria, Instant now) => new()
    {
        Id = Guid.CreateVersion7(), SubscriberId = subscriber.Id, CriteriaId = criteria,
        OpportunityId = request.Opportunity, Frequency = request.Frequency, Language = request.Language.Code,
        Zone = request.Zone, AskedAt = now, Source = request.Source, ConfirmBefore = now + _limits.ConfirmWithin,
    };

    /// <summary>The /24 or /56 of a visitor: what one household or office has.</summary>
    static string NetworkOf(IPAddress? address)
    {
        if (address is null) return "";
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        var kept = plain.AddressFamily == AddressFamily.InterNetwork ? IPv4Bytes : IPv6Bytes;
        return Convert.ToHexString(bytes.AsSpan(0, kept));
    }
}
