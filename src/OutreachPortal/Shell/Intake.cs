using System.Buffers;

namespace OutreachPortal.Shell;

/// <summary>
/// Takes a page in while it is made. What grows beyond the longest that is kept goes on to the reader as it comes.
/// </summary>
internal sealed class Intake(Stream reader, int longest, bool passesOn) : Stream
{
    byte[] _taken = [];
    int _length;

    /// <summary>It was too long: part of it, or all, is with the reader already.</summary>
    public bool IsSpilt { get; private set; }

    /// <summary>The page in borrowed memory: whoever keeps it copies it.</summary>
    public ReadOnlyMemory<byte> Taken => _taken.AsMemory(0, _length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!IsSpilt && _length + buffer.Length <= longest)
        {
            Take(buffer.Span);
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
        if (IsSpilt || _length + count > longest)
            throw new NotSupportedException("A long page is written asynchronously.");
        Take(buffer.AsSpan(offset, count));
    }

    void Take(ReadOnlySpan<byte> piece)
    {
        if (_length + piece.Length > _taken.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _length, _length + piece.Length));
            _taken.AsSpan(0, _length).CopyTo(larger);
            GiveBack();
            _taken = larger;
        }

        piece.CopyTo(_taken.AsSpan(_length));
        _length += piece.Length;
    }

    void GiveBack()
    {
        if (_taken.Length > 0) ArrayPool<byte>.Shared.Return(_taken);
        _taken = [];
    }

    protected override void Dispose(bool disposing)
    {
        GiveBack();
        _length = 0;
        base.Dispose(disposing);
    }

    /// <summary>Hands on what was taken in so far.</summary>
    public async ValueTask SpillAsync(CancellationToken cancellation)
    {
        if (IsSpilt) return;
        IsSpilt = true;
        if (passesOn && _length > 0) await reader.WriteAsync(Taken, cancellation);
        _length = 0;
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
