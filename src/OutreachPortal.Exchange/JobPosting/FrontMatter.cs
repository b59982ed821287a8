using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OutreachPortal.Exchange;

/// <summary>The plain fields of YAML front matter; broken YAML is read as lines of <c>name: text</c>.</summary>
internal static class FrontMatter
{
    /// <summary>
    /// The fields, and where the YAML is broken: a line of the file (the first is ---) and the parser's words.
    /// </summary>
    public static (Dictionary<string, string> Fields, (long Line, string Reason)? Broken) Read(string yaml)
    {
        try
        {
            return (Strict(yaml), null);
        }
        catch (YamlException e)
        {
            return (ByLine(yaml), (e.Start.Line + 1, e.Message));
        }
    }

    static Dictionary<string, string> Strict(string yaml)
    {
        var document = new YamlStream();
        document.Load(new StringReader(yaml));
        var fields = Empty();
        if (document.Documents.FirstOrDefault()?.RootNode is not YamlMappingNode root) return fields;
        foreach (var (key, value) in root.Children)
            if (key is YamlScalarNode { Value: { } name } && value is YamlScalarNode { Value: { } text })
                fields[name] = text.Trim();
        return fields;
    }

    static Dictionary<string, string> ByLine(string yaml)
    {
        var (fields, name) = (Empty(), "");
        foreach (var line in yaml.Split('\n'))
        {
            var colon = line.IndexOf(':');
            if (colon > 0 && line[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                (name, fields[line[..colon]]) = (line[..colon], Unquoted(line[(colon + 1)..].Trim()));
            else if (name.Length > 0)
                fields[name] = $"{fields[name]} {line.Trim()}".Trim();
        }

        return fields;
    }

    static string Unquoted(string text) =>
        text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;

    static Dictionary<string, string> Empty() => new(StringComparer.OrdinalIgnoreCase);
}
