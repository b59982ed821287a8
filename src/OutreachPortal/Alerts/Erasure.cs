using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>
/// Takes a person out of every row: alerts end, letters that wait do not leave, and no address stays. What was sent
/// stays explained, without saying to whom. Where the address bounced or complained, only its keyed hash stays with
/// the post.
/// </summary>
internal sealed class Erasure(Endings endings)
{
    public async Task EraseAsync(PortalDb db, Subscriber person, Instant now, CancellationToken cancellation)
    {
        await endings.EndAllAsync(db, person.Id, EndReason.Erased, cancellation);
        var waiting = await db.Deliveries
            .Where(letter => letter.Recipient == person.Id
                && (letter.State == DeliveryState.Pending || letter.State == DeliveryState.Deferred))
            .Select(letter => letter.Id).ToListAsync(cancellation);
        await Post.CancelAsync(db, waiting, "erased", cancellation);
        person.Erase(now);
    }
}
