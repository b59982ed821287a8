using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>The wish that one person gets one letter; the same wish twice is one letter.</summary>
internal sealed record Posting(Guid Recipient, LetterKind Kind, string Slot, Instant At)
{
    /// <summary>Null: at once.</summary>
    public Instant? NotBefore { get; init; }

    public Instant? ExpiresAt { get; init; }
}

/// <summary>How a room puts a letter in the post: inside its own transaction, so that both happen or neither.</summary>
internal static class Post
{
    /// <summary>
    /// Adds a delivery to what the caller saves. The index on recipient, kind and slot is the guard: saving the same
    /// wish a second time is refused by the database.
    /// </summary>
    public static Delivery Put(PortalDb db, Posting posting)
    {
        var delivery = new Delivery
        {
            Id = Guid.CreateVersion7(posting.At.ToDateTimeOffset()),
            Recipient = posting.Recipient,
            Kind = posting.Kind,
            Slot = posting.Slot,
            Priority = Lane.Of(posting.Kind),
            NotBefore = posting.NotBefore ?? posting.At,
            ExpiresAt = posting.ExpiresAt,
            CreatedAt = posting.At,
        };
        db.Deliveries.Add(delivery);
        return delivery;
    }

    /// <summary>The same, unless the wish is known already; then null. For callers that no lease protects.</summary>
    public static async Task<Delivery?> PutOnceAsync(PortalDb db, Posting posting, CancellationToken cancellation) =>
        await IsKnownAsync(db, posting, cancellation) ? null : Put(db, posting);

    /// <summary>
    /// Nobody wants what has not been taken by a postman yet. What is under way is left to its writer, who is asked
    /// again before every attempt. Returns how many will never leave.
    /// </summary>
    public static Task<int> CancelAsync(
        PortalDb db, IReadOnlyCollection<Guid> deliveries, string reason, CancellationToken cancellation) =>
        db.Deliveries
            .Where(delivery => deliveries.Contains(delivery.Id)
                && (delivery.State == DeliveryState.Pending || delivery.State == DeliveryState.Deferred))
            .ExecuteUpdateAsync(
                set => set.SetProperty(delivery => delivery.State, DeliveryState.Cancelled)
                    .SetProperty(delivery => delivery.LastText, reason),
                cancellation);

    static async Task<bool> IsKnownAsync(PortalDb db, Posting posting, CancellationToken cancellation) =>
        db.Deliveries.Local.Any(delivery => delivery.Recipient == posting.Recipient
            && delivery.Kind == posting.Kind && delivery.Slot == posting.Slot)
        || await db.Deliveries.AnyAsync(
            delivery => delivery.Recipient == posting.Recipient && delivery.Kind == posting.Kind
                && delivery.Slot == posting.Slot,
            cancellation);
}
