using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// Writes the letters of some kinds; registered by the room that sends them, which alone knows whom a recipient's id
/// means and what there is to say.
/// </summary>
internal interface ILetterWriter
{
    IReadOnlyCollection<LetterKind> Kinds { get; }

    /// <summary>Asked when the letter is about to leave, perhaps again. It must not change anything.</summary>
    Task<Draft> WriteAsync(Delivery delivery, CancellationToken cancellation);

    /// <summary>
    /// Told inside the transaction in which a delivery reaches its last state; what is changed here is committed with
    /// it.
    /// </summary>
    Task SettledAsync(PortalDb db, Delivery delivery, CancellationToken cancellation);
}
