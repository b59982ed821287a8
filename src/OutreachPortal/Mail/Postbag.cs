using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>Many letters put in the post at once, inside the caller's transaction.</summary>
internal static class Postbag
{
    static readonly string[] Columns =
    [
        "id", "recipient", "kind", "slot", "priority", "state", "not_before", "expires_at", "attempts",
        "refusals", "faults", "template_version", "created_at",
    ];

    /// <returns>How many were not in the post before: one person, kind and slot is one letter.</returns>
    public static Task<int> PutAsync(
        PortalDb db, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) =>
        Rows.InsertAsync(db, "deliveries", Columns, [.. deliveries.Select(RowOf)], cancellation);

    static object?[] RowOf(Delivery delivery) =>
    [
        delivery.Id, delivery.Recipient, delivery.Kind.ToString(), delivery.Slot, delivery.Priority,
        delivery.State.ToString(), Rows.Column(delivery.NotBefore), Rows.Column(delivery.ExpiresAt), delivery.Attempts,
        delivery.Refusals, delivery.Faults, delivery.TemplateVersion, Rows.Column(delivery.CreatedAt),
    ];
}
