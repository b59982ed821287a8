using System.Xml;

namespace OutreachPortal.Exchange;

/// <summary>How XML from outside is opened: no DTD, no resolver, bounded depth. The bytes are UTF-8 by now, whatever
/// the declaration says: hence a reader of text.</summary>
internal static class XmlText
{
    /// <summary>Elements nested deeper than this are refused.</summary>
    public const int MaxDepth = 64;

    public static XmlReader Open(Stream stream) => XmlReader.Create(new StreamReader(stream), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    });

    /// <summary>
    /// Reads through; one sentence with line and column when the XML is broken, holds a DTD or is too deep.
    /// </summary>
    public static string? Check(Stream stream)
    {
        try
        {
            using var reader = Open(stream);
            while (reader.Read())
                if (reader.Depth > MaxDepth) return TooDeep(reader);
            return null;
        }
        catch (XmlException e)
        {
            return Sentence(e);
        }
    }

    public static string TooDeep(XmlReader reader) =>
        $"The XML is nested deeper than {MaxDepth} elements at line {((IXmlLineInfo)reader).LineNumber}.";

    public static string Sentence(XmlException e) => e.Message.Contains("DTD", StringComparison.Ordinal)
        ? $"The XML has a DTD at line {e.LineNumber}; files with a DTD are refused."
        : $"The XML is broken: {e.Message}";
}
