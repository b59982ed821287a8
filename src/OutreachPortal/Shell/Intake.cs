namespace OutreachPortal.Shell;

/// <summary>
/// Takes a page in while it is made. What grows beyond the longest that is kept goes on to the reader as it comes.
/// </summary>
internal sealed class Intake(Stream reader, int longest, bool passesOn) : Stream
{
    readonly MemoryStream _taken = new();

    /// <summary>It was too long: part of it, or all, is with the reader already.</summary>
    public bool IsSpilt { get; private set; }

    /// <summary>A copy only where the buffer grew larger than the page: most pages come in one piece.</summary>
    public byte[] ToArray() => _taken.Capacity == _taken.Length ? _taken.GetBuffer() : _taken.ToArray();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!IsSpilt && _taken.Length + buffer.Length <= longest)
        {
            if (_taken.Length == 0) _taken.Capacity = buffer.Length;
            _taken.Write(buffer.Span);
            return;
        }

        await SpillAsync(cancellationToken);
        if (passesOn) await reader.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Compression finishes its stream this way.</summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (IsSpilt || _taken.Length + count > longest)
            throw new NotSupportedException("A long page is written asynchronously.");
        _taken.Write(buffer, offset, count);
    }

    /// <summary>Hands on what was taken in so far.</summary>
    public async ValueTask SpillAsync(CancellationToken cancellation)
    {
        if (IsSpilt) return;
        IsSpilt = true;
        if (passesOn && _taken.Length > 0) await reader.WriteAsync(ToArray(), cancellation);
        _taken.SetLength(0);
    }

    public override void Flush()
    {
        // Nothing is sent before it is known whether the page is kept.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        IsSpilt && passesOn ? reader.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
