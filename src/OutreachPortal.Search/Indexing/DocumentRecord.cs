using System.Buffers;
using System.Text;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>
/// The id and the stored fields of a document as one run of bytes, its original texts as another, which only highlights
/// ask for. They lie uncompressed beside the columns: a page of twenty hits touches twenty runs, where Lucene's stored
/// fields would unpack twenty blocks of 16 KB.
/// </summary>
sealed class DocumentRecord
{
    readonly string[] _fields;
    readonly Dictionary<string, int> _places;

    public DocumentRecord(IndexSchema schema)
    {
        _fields = [.. schema.Fields.Select(field => field.Name).Order(StringComparer.Ordinal)];
        _places = _fields.Index().ToDictionary(field => field.Item, field => field.Index);
    }

    public byte[] Write(IndexDocument document)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        Put(bytes, document.Id);
        var stored = document.Values.Where(value => value.Kind == FieldKind.Stored).ToList();
        Put(bytes, stored.Count);
        foreach (var (field, _, value) in stored)
        {
            Put(bytes, _places[field]);
            Put(bytes, value);
        }

        return bytes.WrittenSpan.ToArray();
    }

    public byte[] WriteTexts(IndexDocument document)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        foreach (var (field, language, text) in document.Texts)
        {
            Put(bytes, _places[field]);
            Put(bytes, language);
            Put(bytes, text);
        }

        return bytes.WrittenSpan.ToArray();
    }

    public Reading Read(ReadOnlyMemory<byte> bytes) => new(bytes, _fields);

    static void Put(ArrayBufferWriter<byte> bytes, int number)
    {
        var left = (uint)number;
        var span = bytes.GetSpan(5);
        var length = 0;
        for (; left > 0x7f; left >>= 7)
        {
            span[length++] = (byte)(left | 0x80);
        }

        span[length++] = (byte)left;
        bytes.Advance(length);
    }

    static void Put(ArrayBufferWriter<byte> bytes, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Put(bytes, length);
        bytes.Advance(Encoding.UTF8.GetBytes(text, bytes.GetSpan(length)));
    }

    /// <summary>
    /// Reads a record front to back: the id, then the stored fields; or else the texts, of which only those wanted are
    /// decoded.
    /// </summary>
    public sealed class Reading(ReadOnlyMemory<byte> bytes, string[] fields)
    {
        int _at;

        public string Id() => Text();

        /// <summary>The id as UTF-8, whose order is that of code points.</summary>
        public BytesRef IdBytes()
        {
            var length = Number();
            return new BytesRef(bytes.Slice(_at, length).ToArray());
        }

        public Dictionary<string, string> Stored()
        {
            var count = Number();
            var stored = new Dictionary<string, string>(count);
            for (var i = 0; i < count; i++)
            {
                stored[fields[Number()]] = Text();
            }

            return stored;
        }

        public List<(string Field, string Language, string Text)> Texts(IReadOnlyList<string> wanted)
        {
            List<(string, string, string)> texts = [];
            while (_at < bytes.Length)
            {
                var field = fields[Number()];
                if (wanted.Contains(field))
                {
                    texts.Add((field, Text(), Text()));
                }
                else
                {
                    Skip();
                    Skip();
                }
            }

            return texts;
        }

        int Number()
        {
            var span = bytes.Span;
            var number = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = span[_at++];
                number |= (part & 0x7f) << shift;
                if (part <= 0x7f)
                {
                    return number;
                }
            }
        }

        string Text()
        {
            var length = Number();
            var text = Encoding.UTF8.GetString(bytes.Span.Slice(_at, length));
            _at += length;
            return text;
        }

        void Skip()
        {
            var length = Number();
            _at += length;
        }
    }
}
