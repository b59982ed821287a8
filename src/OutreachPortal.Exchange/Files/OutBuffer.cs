namespace OutreachPortal.Exchange;

/// <summary>
/// What writers write into, at once, and what hands it on, asynchronously, as soon as there is enough: a list of any
/// length passes through some tens of kilobytes, and the target never sees a synchronous write (servers refuse those).
/// </summary>
/// <remarks>
/// Nothing is handed on after a failure, so a list that broke off looks cut, never whole and shorter.
/// </remarks>
internal sealed class OutBuffer(Stream target)
{
    const int Enough = 1 << 14;

    public MemoryStream Bytes { get; } = new(2 * Enough);

    /// <summary>How many bytes were written in all.</summary>
    public long Written => _handedOn + Bytes.Length;

    long _handedOn;

    /// <summary>Writes one item after another.</summary>
    /// <param name="items">Read one at a time.</param>
    /// <param name="write">Writes one item, whole, into <see cref="Bytes"/>.</param>
    /// <param name="cancellation">Stops between items and while handing on.</param>
    public async Task EachAsync<T>(IAsyncEnumerable<T> items, Action<T> write, CancellationToken cancellation)
    {
        await foreach (var item in items.WithCancellation(cancellation))
        {
            write(item);
            if (Bytes.Length >= Enough) await HandOnAsync(cancellation);
        }
    }

    public async Task HandOnAsync(CancellationToken cancellation)
    {
        await target.WriteAsync(Bytes.GetBuffer().AsMemory(0, (int)Bytes.Length), cancellation);
        _handedOn += Bytes.Length;
        Bytes.SetLength(0);
    }
}
