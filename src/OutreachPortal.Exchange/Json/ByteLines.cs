using System.Buffers;

namespace OutreachPortal.Exchange;

/// <summary>The lines of a stream as bytes, without their ends; a line over the limit is passed over.</summary>
internal sealed class ByteLines(Stream stream, int limit)
{
    readonly byte[] _chunk = new byte[1 << 16];
    readonly ArrayBufferWriter<byte> _line = new();
    int _at;
    int _end;

    /// <summary>The number, from 1, of the line last returned.</summary>
    public int Number { get; private set; }

    /// <summary>The next line, or null at the end; <paramref name="tooLong"/> when it was passed over.</summary>
    public byte[]? Next(out bool tooLong)
    {
        tooLong = false;
        _line.ResetWrittenCount();
        var any = false;
        while (Fill())
        {
            any = true;
            var stop = _chunk.AsSpan(_at, _end - _at).IndexOf((byte)'\n');
            var count = stop < 0 ? _end - _at : stop;
            tooLong |= _line.WrittenCount + count > limit;
            if (!tooLong) _line.Write(_chunk.AsSpan(_at, count));
            _at += stop < 0 ? count : count + 1;
            if (stop >= 0) break;
        }

        if (any) Number++;
        return any ? _line.WrittenSpan.ToArray() : null;
    }

    bool Fill()
    {
        if (_at < _end) return true;
        (_at, _end) = (0, stream.Read(_chunk));
        return _end > 0;
    }
}
