using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OutreachPortal.Exchange;

/// <summary>The plain fields of front matter: read as YAML; where it is broken, line by line, as its writer meant it.</summary>
internal static partial class FrontMatter
{
    /// <summary>Reads the fields; throws <see cref="YamlException"/> when not even a title can be made out.</summary>
    /// <param name="yaml">What stands between the two lines of <c>---</c>.</param>
    /// <param name="note">One sentence when it was read line by line.</param>
    public static Dictionary<string, string> Read(string yaml, out string? note)
    {
        note = null;
        try
        {
            return OfYaml(yaml);
        }
        catch (YamlException e)
        {
            var fields = OfLines(yaml);
            if (!fields.ContainsKey("title")) throw;
            note = $"The front matter is broken YAML at line {e.Start.Line + 1}; it was read line by line.";
            return fields;
        }
    }

    static Dictionary<string, string> OfYaml(string yaml)
    {
        var document = new YamlStream();
        document.Load(new StringReader(yaml));
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (document.Documents.FirstOrDefault()?.RootNode is not YamlMappingNode root) return fields;
        foreach (var (key, value) in root.Children)
            if (key is YamlScalarNode { Value: { } name } && value is YamlScalarNode { Value: { } text }) fields[name] = text.Trim();
        return fields;
    }

    // A line that begins with a name and a colon begins a field; all others go on with the last one.
    static Dictionary<string, string> OfLines(string yaml)
    {
        var texts = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        List<string>? last = null;
        foreach (var line in yaml.Split('\n'))
        {
            var field = Field().Match(line);
            if (field.Success) texts[field.Groups["name"].Value] = last = [field.Groups["text"].Value.Trim()];
            else if (line.Trim() is { Length: > 0 } more) last?.Add(more);
        }

        return texts.ToDictionary(t => t.Key, t => Unquote(string.Join(' ', t.Value)), StringComparer.OrdinalIgnoreCase);
    }

    // ">-" and "|" announce a block of lines; quotes stand around a text.
    static string Unquote(string text)
    {
        var plain = BlockMark().Replace(text, "");
        return plain.Length > 1 && plain[0] is '\'' or '"' && plain[^1] == plain[0] ? plain[1..^1].Trim() : plain.Trim();
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z_][A-Za-z0-9_-]*):(?:\s+(?<text>.*))?$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Field();

    [GeneratedRegex(@"^[>|][-+]?(?:\s+|$)", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex BlockMark();
}
