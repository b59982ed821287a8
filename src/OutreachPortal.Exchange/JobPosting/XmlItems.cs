using System.Xml;

namespace OutreachPortal.Exchange;

/// <summary>What one item of a feed holds, or why not.</summary>
internal sealed record XmlItem(string Position, IReadOnlyList<(string Name, string Text)> Elements)
{
    public string? Problem { get; init; }

    public bool EndsFile { get; init; }
}

/// <summary>The items of a feed one after another, each as its child elements' trimmed text.</summary>
internal sealed class XmlItems(XmlReader reader, string name, int limit)
{
    int _number;
    bool _over;

    public XmlItem? Next()
    {
        if (_over) return null;
        try
        {
            while (reader.Read())
            {
                if (reader.Depth > XmlText.MaxDepth) return End(XmlText.TooDeep(reader));
                if (reader.NodeType is XmlNodeType.Element && reader.LocalName == name) return Item();
            }

            return null;
        }
        catch (XmlException e)
        {
            return End(XmlText.Sentence(e));
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return End(e.Message);
        }
    }

    XmlItem End(string problem)
    {
        _over = true;
        return new($"after {name} {_number}", []) { Problem = problem, EndsFile = true };
    }

    XmlItem Item()
    {
        _number++;
        var position = $"{name} {_number}";
        var elements = new List<(string Name, string Text)>();
        var (length, depth, child, text) = (0, reader.Depth, "", new System.Text.StringBuilder());
        if (reader.IsEmptyElement) return new(position, elements) { Problem = $"The {name} is empty." };
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.Depth > XmlText.MaxDepth) return End(XmlText.TooDeep(reader));
            if (reader.NodeType is XmlNodeType.Element && reader.Depth == depth + 1)
                (child, _) = (reader.LocalName, text.Clear());
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                length += Append(text, length);
            if (reader.NodeType is XmlNodeType.EndElement && reader.Depth == depth + 1)
                elements.Add((child, text.ToString().Trim()));
        }

        return length <= limit ? new(position, elements)
            : new(position, []) { Problem = $"The {name} is longer than {limit:N0} characters and was left out." };
    }

    // Beyond the limit text is counted, not kept.
    int Append(System.Text.StringBuilder text, int length)
    {
        var value = reader.Value;
        if (length + value.Length <= limit) text.Append(value);
        return value.Length;
    }
}
