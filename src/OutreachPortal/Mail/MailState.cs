using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>How the post stands, in one sentence: what <c>check</c> says.</summary>
internal sealed record MailState(bool Well, string Sentence)
{
    static readonly Duration TooLong = Duration.FromMinutes(30);

    public static async Task<MailState> ReadAsync(
        PortalDb db, IOptions<MailOptions> options, TimeProvider clock, CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var late = now - TooLong;
        var waiting = await db.Deliveries.CountAsync(
            delivery => delivery.State == DeliveryState.Pending || delivery.State == DeliveryState.Deferred,
            cancellation);
        var overdue = await db.Deliveries.CountAsync(
            delivery => delivery.State == DeliveryState.Pending && delivery.NotBefore < late, cancellation);
        var doubtful = await db.Deliveries.CountAsync(
            delivery => delivery.State == DeliveryState.Unknown, cancellation);
        return new(
            overdue == 0,
            $"{options.Value.Transport}; {waiting} letters wait, {overdue} of them for more than half an hour after "
                + $"they were due; {doubtful} are in doubt.");
    }
}
