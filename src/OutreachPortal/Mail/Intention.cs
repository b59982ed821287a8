using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// That letters are about to leave, written for a batch in two or three statements and committed before the first byte.
/// </summary>
internal static class Intention
{
    static readonly string[] Columns = ["delivery_id", "number", "lease_token", "started_at"];

    public static async Task WriteAsync(
        PortalDb db, Guid lease, List<Delivery> deliveries, List<DeliveryAttempt> attempts,
        CancellationToken cancellation)
    {
        if (deliveries.Count == 0) return;
        var changed = await Rows.EachAsync(
            db,
            """
            UPDATE deliveries SET attempts = intended.column2, batch_id = intended.column3,
                template_version = intended.column4, content_hash = intended.column5
            FROM (
            """,
            [.. deliveries.Select(RowOf)],
            """
            ) AS intended WHERE deliveries.id = intended.column1 AND deliveries.state = 'Claimed'
                AND deliveries.lease_token = intended.column6
            """,
            cancellation);
        var made = await Rows.InsertAsync(
            db, "delivery_attempts", Columns,
            [
                .. attempts.Select(one =>
                    new object?[] { one.DeliveryId, one.Number, lease, Rows.Column(one.StartedAt) }),
            ],
            cancellation);
        if (changed < deliveries.Count || made < attempts.Count)
            throw new DbUpdateConcurrencyException("Another process was faster with one of the letters.");
    }

    static object?[] RowOf(Delivery delivery) =>
    [
        delivery.Id, delivery.Attempts, delivery.BatchId, delivery.TemplateVersion, delivery.ContentHash,
        delivery.LeaseToken,
    ];
}
