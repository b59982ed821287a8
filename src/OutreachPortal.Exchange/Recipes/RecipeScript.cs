namespace OutreachPortal.Exchange;

/// <summary>
/// A script taken apart: what is asked for, and with which texts. Name is empty for anything unknown.
/// </summary>
internal sealed record RecipeScript(string Source, string Name, string[] Arguments)
{
    /// <summary>Null for a text that is no script at all.</summary>
    public static RecipeScript? Parse(string text)
    {
        if (!text.StartsWith('[') || !text.EndsWith(']')) return null;
        var colon = text.IndexOf(':');
        if (colon < 0) return null;
        var body = text[(colon + 1)..^1].Trim().TrimEnd(';').TrimEnd();
        return text[1..colon].Trim() switch
        {
            "js" or "javascript" => Call(text, body),
            "env" => new(text, "env", [body]),
            "file" when Call(text, body) is { Name: "text", Arguments: [_] } call => call with { Name = "file" },
            "file" or "appsettings" => Unknown(text),
            _ => null,
        };
    }

    static RecipeScript Unknown(string source) => new(source, "", []);

    static RecipeScript Call(string source, string body)
    {
        if (body is "new Date().toISOString()") return new(source, "now", []);
        var open = body.IndexOf('(');
        return open > 0 && body.EndsWith(')')
            && body[..open].Trim() is "uuid" or "variables" or "parameters" or "configuration" or "text"
            && Literals(body[(open + 1)..^1]) is { } arguments
                ? new(source, body[..open].Trim(), arguments)
                : Unknown(source);
    }

    // 'a', "b": quoted, without escapes, with commas between them. Null for anything else.
    static string[]? Literals(string list)
    {
        var (literals, rest) = (new List<string>(), list.Trim());
        while (rest.Length > 0)
        {
            var end = rest[0] is '\'' or '"' ? rest.IndexOf(rest[0], 1) : -1;
            if (end < 0 || rest[1..end].Contains('\\')) return null;
            literals.Add(rest[1..end]);
            rest = rest[(end + 1)..].TrimStart();
            if (rest.Length == 0) break;
            if (rest[0] != ',' || rest[1..].Trim().Length == 0) return null;
            rest = rest[1..].TrimStart();
        }

        return [.. literals];
    }
}

/// <summary>Text files beside a recipe.</summary>
internal static class RecipeFolder
{
    /// <summary>
    /// The text of a file below <paramref name="folder"/>, or why not: nothing outside, no links, at most 16 MB.
    /// </summary>
    public static (string? Text, string? Refused) Read(string? folder, string path)
    {
        if (folder is null) return (null, "Files cannot be read here.");
        if (path.Contains('\0') || Path.IsPathRooted(path))
            return (null, $"The file '{path}' is outside the folder of the recipe.");
        var root = Path.GetFullPath(folder);
        var full = Path.GetFullPath(Path.Combine(root, path));
        if (!full.StartsWith(root.TrimEnd('/', '\\') + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return (null, $"The file '{path}' is outside the folder of the recipe.");
        try
        {
            var file = new FileInfo(full);
            if (!file.Exists) return (null, $"There is no file '{path}' beside the recipe.");
            if (IsLinked(file, root)) return (null, $"The file '{path}' is a link; it may lead outside.");
            return file.Length > RecipeFile.MaxBytes
                ? (null, $"The file '{path}' is longer than {RecipeFile.MaxBytes >> 20} MB.")
                : (File.ReadAllText(full), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, $"The file '{path}' cannot be read: {e.Message}");
        }
    }

    static bool IsLinked(FileInfo file, string root)
    {
        FileSystemInfo? at = file;
        while (at is not null && at.FullName.Length > root.Length && at.LinkTarget is null)
            at = Directory.GetParent(at.FullName);
        return at is not null && at.FullName.Length > root.Length;
    }
}
