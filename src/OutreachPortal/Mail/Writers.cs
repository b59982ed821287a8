using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>Who writes which kind of letter.</summary>
internal sealed class Writers
{
    readonly Dictionary<LetterKind, ILetterWriter> _writers = [];

    public Writers(IEnumerable<ILetterWriter> writers)
    {
        foreach (var writer in writers)
            foreach (var kind in writer.Kinds)
                _writers.Add(kind, writer);
    }

    public IReadOnlyCollection<LetterKind> Kinds => _writers.Keys;

    public ILetterWriter? Find(LetterKind kind) => _writers.GetValueOrDefault(kind);

    /// <summary>Tells of those that reached their last state, inside the transaction in which they did.</summary>
    public async Task TellAsync(PortalDb db, IEnumerable<Delivery> deliveries, CancellationToken cancellation)
    {
        var settled = deliveries.Where(delivery => delivery.State.IsSettled());
        foreach (var own in settled.GroupBy(delivery => Find(delivery.Kind)))
        {
            if (own.Key is { } writer) await writer.SettledAsync(db, [.. own], cancellation);
        }
        await db.SaveChangesAsync(cancellation);
    }
}
