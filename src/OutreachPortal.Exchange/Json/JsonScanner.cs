using System.Text;
using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>Walks the tokens of JSON of any length with a buffer that holds only what somebody still wants.</summary>
/// <remarks>
/// Two marks move through the buffer: <c>_keep</c>, before which bytes may be forgotten, and <c>_next</c>, where the
/// next token begins. Half a surrogate pair in a string (<c>\ud83d</c> alone), which would make .NET throw on every
/// later reading, is overwritten with U+FFFD in place, which has the same length.
/// </remarks>
internal sealed class JsonScanner
{
    const int FirstBuffer = 1 << 16;

    static readonly JsonReaderOptions Options = new() { MaxDepth = JsonRecords.MaxDepth, AllowMultipleValues = true };

    readonly Stream _stream;
    byte[] _buffer;
    JsonReaderState _state = new(Options);
    int _keep = -1;
    int _next;
    int _end;
    bool _last;
    long _lines;

    /// <summary>Walks a stream.</summary>
    public JsonScanner(Stream stream) => (_stream, _buffer) = (stream, new byte[FirstBuffer]);

    /// <summary>Walks bytes that are all here; strings are mended in place.</summary>
    public JsonScanner(byte[] bytes) => (_stream, _buffer, _end, _last) = (Stream.Null, bytes, bytes.Length, true);

    /// <summary>The token just read.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>How many arrays and objects it lies in; of a bracket, the depth outside it.</summary>
    public int Depth { get; private set; }

    /// <summary>Where it begins and ends, in bytes of the buffer; good until the next <see cref="Read"/>.</summary>
    public (int Start, int End) Token { get; private set; }

    /// <summary>Strings mended since the last <see cref="Keep"/>.</summary>
    public int Mended { get; private set; }

    /// <summary>True when what was kept grew beyond <see cref="JsonRecords.MaxRecordBytes"/> and was let go.</summary>
    public bool Overflown { get; private set; }

    /// <summary>Reads the next token; false at the end. Throws <see cref="JsonException"/> on broken syntax.</summary>
    public bool Read()
    {
        while (true)
        {
            if (Advance()) return true;
            if (_last) return false;
            Fill();
        }
    }

    /// <summary>From the token just read on, bytes are kept until <see cref="Forget"/>.</summary>
    public void Keep() => (_keep, Mended, Overflown) = (Token.Start, 0, false);

    /// <summary>Bytes before the next token may go.</summary>
    public void Forget() => _keep = -1;

    /// <summary>
    /// What was kept, up to the end of the token just read; a view, good until the next <see cref="Read"/>.
    /// </summary>
    public ReadOnlyMemory<byte> Taken => _buffer.AsMemory(_keep, _next - _keep);

    /// <summary>How far into the kept bytes the token just read begins.</summary>
    public int Offset => Token.Start - _keep;

    /// <summary>The kept bytes from <paramref name="offset"/> to the end of the token just read.</summary>
    public ReadOnlyMemory<byte> Since(int offset) => Taken[offset..];

    /// <summary>
    /// Whether the property name just read is this one (an escaped spelling of it is not recognised).
    /// </summary>
    public bool IsName(string name) =>
        Ascii.Equals(_buffer.AsSpan(Token.Start + 1, Token.End - Token.Start - 2), name);

    /// <summary>The line, from 1, on which the token just read ends.</summary>
    public long Line => Lines + 1;

    /// <summary>Walks the whole stream; one sentence when it is not JSON or holds none.</summary>
    public static string? Check(Stream stream)
    {
        var scanner = new JsonScanner(stream);
        try
        {
            var any = false;
            while (scanner.Read()) any = true;
            return any ? null : "The file holds no JSON, only white space.";
        }
        catch (JsonException e)
        {
            return Sentence(e);
        }
    }

    /// <summary>The sentence for broken syntax, with line and byte, counted from 1.</summary>
    public static string Sentence(JsonException e)
    {
        var reason = e.Message.Split(" LineNumber:")[0].TrimEnd();
        var (line, at) = ((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
        return $"The JSON is broken at line {line}, byte {at}: {reason}";
    }

    bool Advance()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_next, _end - _next), _last, _state);
        if (!reader.Read()) return false;
        Token = (_next + (int)reader.TokenStartIndex, _next + (int)reader.BytesConsumed);
        if (reader.TokenType is JsonTokenType.PropertyName)
            Token = (Token.Start, Token.Start + reader.ValueSpan.Length + 2);
        (Type, Depth) = (reader.TokenType, reader.CurrentDepth);
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            Mended += Surrogates.Mend(_buffer.AsSpan(Token.Start, Token.End - Token.Start));
        _next += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return true;
    }

    void Fill()
    {
        if (_keep >= 0 && _end - _keep > JsonRecords.MaxRecordBytes) (_keep, Overflown) = (-1, true);
        var from = _keep < 0 ? _next : _keep;
        if (from > 0) Shift(from);
        if (_end > _buffer.Length - (FirstBuffer / 4)) Grow();
        var read = _stream.ReadAtLeast(_buffer.AsSpan(_end), FirstBuffer / 4, throwOnEndOfStream: false);
        _last = read < FirstBuffer / 4;
        _end += read;
    }

    void Shift(int from)
    {
        _lines += _buffer.AsSpan(0, from).Count((byte)'\n');
        _buffer.AsSpan(from, _end - from).CopyTo(_buffer);
        (_keep, _next, _end) = (_keep < 0 ? -1 : 0, _next - from, _end - from);
        if (_end < FirstBuffer / 2 && _buffer.Length > FirstBuffer * 16) Array.Resize(ref _buffer, FirstBuffer);
    }

    void Grow()
    {
        if (_end - _next > JsonRecords.MaxRecordBytes)
            throw new JsonException($"one value is longer than {JsonRecords.MaxRecordBytes >> 20} MB", null, Lines, 0);
        Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, JsonRecords.MaxRecordBytes + (2L * FirstBuffer)));
    }

    long Lines => _lines + _buffer.AsSpan(0, _next).Count((byte)'\n');
}
