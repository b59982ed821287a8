namespace OutreachPortal.Exchange;

/// <summary>A stream that is only read, from front to back.</summary>
internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public abstract override int Read(Span<byte> buffer);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A stream whose first bytes can be looked at before they are read.</summary>
internal sealed class PeekStream(Stream inner) : ForwardStream
{
    byte[] _ahead = [];

    /// <summary>The next <paramref name="count"/> bytes, fewer at the end of the stream.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_ahead.Length < count)
        {
            var more = new byte[count];
            _ahead.CopyTo(more, 0);
            var read = inner.ReadAtLeast(more.AsSpan(_ahead.Length), count - _ahead.Length, throwOnEndOfStream: false);
            _ahead = more[..(_ahead.Length + read)];
        }

        return _ahead.AsSpan(0, Math.Min(count, _ahead.Length));
    }

    public override int Read(Span<byte> buffer)
    {
        if (_ahead.Length == 0) return inner.Read(buffer);
        var count = Math.Min(buffer.Length, _ahead.Length);
        _ahead.AsSpan(0, count).CopyTo(buffer);
        _ahead = _ahead[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
