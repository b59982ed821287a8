using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// Which addresses get no more letters, and why. A complaint outweighs a bounce and both outweigh whatever came later
/// to the contrary; of two that say the same the earlier counts. So the order in which one learns of them does not
/// matter.
/// </summary>
internal sealed class Suppressions(MailMeter meter)
{
    const int FullTimes = 5;

    static readonly Duration FullWithin = Duration.FromDays(14);

    /// <summary>Does what a report means for its address, in the caller's transaction.</summary>
    public async Task HeedAsync(PortalDb db, ProviderEvent report, CancellationToken cancellation)
    {
        if (report.AddressMac is not { } mac) return;
        switch (report.Meaning)
        {
            case ReportMeaning.Complaint:
                await AddAsync(db, Of(report, mac, SuppressionReason.Complaint), cancellation);
                break;
            case ReportMeaning.HardBounce:
                await AddAsync(db, Of(report, mac, SuppressionReason.HardBounce), cancellation);
                break;
            case ReportMeaning.MailboxFull when await FullTooOftenAsync(db, mac, cancellation) is { } last:
                await AddAsync(db, Of(last, mac, SuppressionReason.HardBounce), cancellation);
                break;
        }
    }

    public async Task AddAsync(PortalDb db, Suppression wanted, CancellationToken cancellation)
    {
        var known = await db.Suppressions.FindAsync([wanted.Mac], cancellation);
        if (known is null)
        {
            db.Suppressions.Add(wanted);
            meter.Suppressed.Add(1, new KeyValuePair<string, object?>("reason", wanted.Reason.ToString()));
        }
        else if (Outweighs(wanted, known))
        {
            known.Become(wanted);
        }
    }

    /// <summary>The last of five within two weeks; the first such five.</summary>
    static async Task<ProviderEvent?> FullTooOftenAsync(PortalDb db, string mac, CancellationToken cancellation)
    {
        var full = await db.ProviderEvents.AsNoTracking()
            .Where(report => report.AddressMac == mac && report.Meaning == ReportMeaning.MailboxFull
                && report.AppliedAt != null)
            .ToListAsync(cancellation);
        var inOrder = full.OrderBy(report => report.HappenedAt)
            .ThenBy(report => report.EventId, StringComparer.Ordinal).ToList();
        for (var i = FullTimes - 1; i < inOrder.Count; i++)
            if (inOrder[i].HappenedAt - inOrder[i - FullTimes + 1].HappenedAt <= FullWithin) return inOrder[i];
        return null;
    }

    static Suppression Of(ProviderEvent report, string mac, SuppressionReason reason) => new()
    {
        Mac = mac, Reason = reason, At = report.HappenedAt, Evidence = $"{report.Provider}:{report.EventId}",
    };

    static bool Outweighs(Suppression one, Suppression other)
    {
        if (one.Reason != other.Reason) return WeightOf(one.Reason) > WeightOf(other.Reason);
        return one.At != other.At ? one.At < other.At : string.CompareOrdinal(one.Evidence, other.Evidence) < 0;
    }

    static int WeightOf(SuppressionReason reason) => reason switch
    {
        SuppressionReason.Complaint => 3,
        SuppressionReason.HardBounce => 2,
        SuppressionReason.Manual => 1,
        _ => 0,
    };
}
