using System.Text;
using System.Text.Unicode;

namespace OutreachPortal.Exchange;

/// <summary>
/// A stream of bytes that are UTF-8 without NUL, or an <see cref="InvalidDataException"/> with a sentence.
/// </summary>
internal sealed class CheckedText : ForwardStream
{
    readonly Stream _inner;
    readonly string _claim;
    readonly byte[] _buffer = new byte[1 << 16];
    int _start;
    int _ready;
    int _heldBack;
    bool _over;
    long _offset;

    CheckedText(Stream inner, string claim) => (_inner, _claim) = (inner, claim);

    /// <summary>
    /// Unpacks and transcodes <paramref name="raw"/>; <paramref name="gzip"/> when its name ends in .gz.
    /// </summary>
    public static Stream Open(Stream raw, bool gzip)
    {
        var start = new PeekStream(raw);
        if (start.Peek(4).Length == 0) throw new InvalidDataException("The file is empty (0 bytes).");
        var packed = start.Peek(2).StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        if (gzip && !packed) throw new InvalidDataException("The file is named .gz but is not gzip.");
        return Decode(packed ? new PeekStream(new WholeGzipStream(start)) : start);
    }

    static CheckedText Decode(PeekStream stream)
    {
        var start = stream.Peek(4);
        var (encoding, name, mark) = start switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (null, "UTF-8", 3),
            [0xFF, 0xFE, 0, 0] => (new UTF32Encoding(false, false, true), "UTF-32", 4),
            [0, 0, 0xFE, 0xFF] => (new UTF32Encoding(true, false, true), "UTF-32", 4),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(false, false, true), "UTF-16", 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(true, false, true), "UTF-16", 2),
            _ => ((Encoding?)null, "UTF-8", 0),
        };
        stream.ReadExactly(new byte[mark]);
        return encoding is null
            ? new CheckedText(stream, name) { _offset = mark }
            : new CheckedText(Encoding.CreateTranscodingStream(stream, encoding, Encoding.UTF8), name);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (_ready == 0 && !_over) FillReady();
        var count = Math.Min(_ready, buffer.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        (_start, _ready) = (_start + count, _ready - count);
        return count;
    }

    // What was held back comes first, then new bytes, then an unfinished character is held back again.
    void FillReady()
    {
        _buffer.AsSpan(_start, _heldBack).CopyTo(_buffer);
        var read = Fill(_buffer.AsSpan(_heldBack));
        var got = _buffer.AsSpan(0, _heldBack + read);
        var whole = read == 0 ? got.Length : WholeLength(got);
        Verify(got[..whole]);
        (_start, _ready, _heldBack, _over) = (0, whole, got.Length - whole, read == 0);
        _offset += whole;
    }

    int Fill(Span<byte> buffer)
    {
        try
        {
            return _inner.Read(buffer);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"The file says it is {_claim} and is not, near byte {_offset:N0}.", e);
        }
    }

    // The last character may go on in the next read: it is held back until its end is here.
    static int WholeLength(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) == 0x80) continue;
            var needs = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            return needs > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }

    void Verify(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes)) throw Refused(bytes);
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
            throw new InvalidDataException($"The file holds a NUL at byte {_offset + nul:N0}; it is not text.");
    }

    InvalidDataException Refused(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length
            && Rune.DecodeFromUtf8(bytes[at..], out _, out var used) == System.Buffers.OperationStatus.Done)
            at += used;
        return new InvalidDataException(
            $"The file is not UTF-8 at byte {_offset + at:N0} (0x{bytes[Math.Min(at, bytes.Length - 1)]:X2}).");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }
}
