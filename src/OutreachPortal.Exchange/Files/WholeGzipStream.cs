using System.IO.Compression;

namespace OutreachPortal.Exchange;

/// <summary>Unpacks gzip of one or several members and notices when the end is missing.</summary>
/// <remarks>
/// <see cref="GZipStream"/> ends quietly where a file was cut off. So a small member of our own is put behind the
/// packed bytes: only when they end at the end of a member does its text come out last, whole. The alternative, a
/// process-wide switch of the runtime, is not a library's to throw.
/// </remarks>
internal sealed class WholeGzipStream : ForwardStream
{
    static ReadOnlySpan<byte> Mark => "\0the end of the file, 2f6d1c9a\0"u8;

    const string CutOff = "The gzip ends before its time (cut off), or other bytes follow it.";

    readonly GZipStream _unpacked;
    readonly byte[] _held = new byte[1 << 16];
    int _start;
    int _end;
    bool _over;

    public WholeGzipStream(Stream packed) =>
        _unpacked = new GZipStream(new Joined(packed, new MemoryStream(PackedMark())), CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        while (!_over && _end - _start <= Mark.Length) Fill();
        var free = _over ? _end - _start : _end - _start - Mark.Length;
        var count = Math.Min(free, buffer.Length);
        _held.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    void Fill()
    {
        _held.AsSpan(_start, _end - _start).CopyTo(_held);
        (_start, _end) = (0, _end - _start);
        var read = Unpack(_held.AsSpan(_end));
        _end += read;
        if (read > 0) return;
        if (!_held.AsSpan(0, _end).EndsWith(Mark)) throw new InvalidDataException(CutOff);
        _end -= Mark.Length;
        _over = true;
    }

    int Unpack(Span<byte> into)
    {
        try
        {
            return _unpacked.Read(into);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("The gzip is damaged or cut off.", e);
        }
    }

    static byte[] PackedMark()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true)) gzip.Write(Mark);
        return packed.ToArray();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    sealed class Joined(Stream first, Stream second) : ForwardStream
    {
        public override int Read(Span<byte> buffer) =>
            first.Read(buffer) is > 0 and var read ? read : second.Read(buffer);

        protected override void Dispose(bool disposing)
        {
            if (disposing) first.Dispose();
            if (disposing) second.Dispose();
            base.Dispose(disposing);
        }
    }
}
