using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// What became of a letter that was claimed, as its row is to say it. Letters of one fate, which most of a batch are,
/// are written down by one statement.
/// </summary>
internal sealed record Fate(DeliveryState State, string? LastCode, string? LastText)
{
    public Guid? LeaseToken { get; init; }

    public Instant? LeaseUntil { get; init; }

    public Instant? AcceptedAt { get; init; }

    public string? ProviderMessageId { get; init; }

    /// <summary>Null: as before.</summary>
    public Instant? NotBefore { get; init; }

    public int Refusals { get; init; }

    public int Faults { get; init; }

    /// <param name="verb">What is done to the letter, which it may refuse.</param>
    public static Fate Of(Delivery delivery, Action<Delivery> verb)
    {
        var (notBefore, refusals, faults) = (delivery.NotBefore, delivery.Refusals, delivery.Faults);
        verb(delivery);
        return new Fate(delivery.State, delivery.LastCode, delivery.LastText)
        {
            LeaseToken = delivery.LeaseToken, LeaseUntil = delivery.LeaseUntil, AcceptedAt = delivery.AcceptedAt,
            ProviderMessageId = delivery.ProviderMessageId,
            NotBefore = delivery.NotBefore == notBefore ? null : delivery.NotBefore,
            Refusals = delivery.Refusals - refusals, Faults = delivery.Faults - faults,
        };
    }

    /// <returns>How many were still claimed under the lease; only they are changed.</returns>
    public Task<int> WriteAsync(PortalDb db, Guid lease, List<Guid> ids, CancellationToken cancellation) =>
        db.Deliveries
            .Where(delivery => EF.Parameter(ids).Contains(delivery.Id)
                && delivery.State == DeliveryState.Claimed && delivery.LeaseToken == lease)
            .ExecuteUpdateAsync(set =>
            {
                set.SetProperty(delivery => delivery.State, State)
                    .SetProperty(delivery => delivery.LeaseToken, LeaseToken)
                    .SetProperty(delivery => delivery.LeaseUntil, LeaseUntil)
                    .SetProperty(delivery => delivery.LastCode, LastCode)
                    .SetProperty(delivery => delivery.LastText, LastText)
                    .SetProperty(delivery => delivery.AcceptedAt, AcceptedAt)
                    .SetProperty(delivery => delivery.ProviderMessageId, ProviderMessageId);
                if (NotBefore is { } notBefore) set.SetProperty(delivery => delivery.NotBefore, notBefore);
                if (Refusals > 0)
                    set.SetProperty(delivery => delivery.Refusals, delivery => delivery.Refusals + Refusals);
                if (Faults > 0) set.SetProperty(delivery => delivery.Faults, delivery => delivery.Faults + Faults);
            }, cancellation);
}
