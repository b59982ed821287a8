using System.Text.Json;
using System.Text.Json.Serialization;

namespace OutreachPortal.Shell;

/// <summary>theme.json: the fields of an Orchard theme's manifest, and the design tokens.</summary>
internal sealed record ThemeManifest
{
    static readonly JsonSerializerOptions Lenient = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public required string Name { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    public string? Parent { get; init; }

    public ThemeTokens Tokens { get; init; } = ThemeTokens.None;

    [JsonIgnore]
    public string Folder { get; init; } = "";

    public static ThemeManifest Read(string file)
    {
        using var stream = File.OpenRead(file);
        var manifest = JsonSerializer.Deserialize<ThemeManifest>(stream, Lenient)
            ?? throw new ThemeException($"{file} is empty.");
        return manifest with { Folder = Path.GetDirectoryName(file)! };
    }
}
