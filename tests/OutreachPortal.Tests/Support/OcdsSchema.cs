using NJsonSchema;

namespace OutreachPortal.Tests.Support;

/// <summary>The official schema of OCDS 1.1.5 from beside the repository: a package with its releases.</summary>
internal static class OcdsSchema
{
    const string ReleaseRef = "https://standard.open-contracting.org/schema/1__1__5/release-schema.json";

    /// <summary>What the schema has against a package; empty when nothing. Without the schema the test is skipped.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsOfAsync(string package)
    {
        var path = Path.Combine(SharedData.At("schemas/ocds-1.1.5"), "release-package-schema.json");
        var text = await File.ReadAllTextAsync(path);
        Assert.Contains(ReleaseRef, text, StringComparison.Ordinal);
        // The package refers to the release by an address on the web; here the file beside it answers.
        var schema = await JsonSchema.FromJsonAsync(text.Replace(ReleaseRef, "release-schema.json"), path);
        return [.. schema.Validate(package).Select(error => error.ToString())];
    }
}
