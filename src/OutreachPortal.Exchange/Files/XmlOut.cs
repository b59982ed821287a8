using System.Text;
using System.Xml;

namespace OutreachPortal.Exchange;

/// <summary>How XML is written: UTF-8 without a mark, one element a line, only characters that XML has.</summary>
internal static class XmlOut
{
    public static XmlWriter Open(Stream stream) => XmlWriter.Create(stream, new XmlWriterSettings
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = "",
        NewLineChars = "\n",
        CloseOutput = false,
        Async = true, // only for its end: all else is written at once, into memory
    });

    /// <summary>An element with text; none where the text is null.</summary>
    public static void Text(this XmlWriter xml, string name, string? text)
    {
        if (text is not null) xml.WriteElementString(name, Legal(text));
    }

    /// <summary>An attribute of the open element; none where the text is null.</summary>
    public static void Attribute(this XmlWriter xml, string name, string? text)
    {
        if (text is not null) xml.WriteAttributeString(name, Legal(text));
    }

    /// <summary><c>xml:lang</c> of the open element; none where the language is null.</summary>
    public static void Language(this XmlWriter xml, string? language)
    {
        if (language is not null) xml.WriteAttributeString("xml", "lang", null, Legal(language));
    }

    /// <summary>
    /// The text without the characters that XML 1.0 §2.2 forbids: most control characters, halves of surrogate pairs,
    /// U+FFFE and U+FFFF. There is no escape for them.
    /// </summary>
    public static string Legal(string text)
    {
        var first = IndexOfIllegal(text, 0);
        if (first < 0) return text;
        var legal = new StringBuilder(text.Length);
        for (var (start, end) = (0, first); ; (start, end) = (end + 1, IndexOfIllegal(text, end + 1)))
        {
            if (end < 0) return legal.Append(text, start, text.Length - start).ToString();
            legal.Append(text, start, end - start);
        }
    }

    static int IndexOfIllegal(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i])) continue;
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) i++;
            else return i;
        }

        return -1;
    }
}
