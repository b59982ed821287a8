using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// Writes the letters of some kinds; registered by the room that sends them, which alone knows whom a recipient's id
/// means and what there is to say.
/// </summary>
internal interface ILetterWriter
{
    IReadOnlyCollection<LetterKind> Kinds { get; }

    /// <summary>
    /// Asked when letters are about to leave, perhaps again, and of many at once: what they have in common is looked up
    /// once. An answer for each, in their order. It must not change anything. Where it throws it is asked again for
    /// fewer, until the one that cannot be written stands alone.
    /// </summary>
    Task<IReadOnlyList<Draft>> WriteAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation);

    /// <summary>
    /// Told inside the transaction in which deliveries reach their last state; what is changed here is committed with
    /// it.
    /// </summary>
    Task SettledAsync(PortalDb db, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation);
}
