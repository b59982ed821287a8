using NJsonSchema;

namespace OutreachPortal.Exchange.Tests;

/// <summary>
/// The official schema of OCDS 1.1.5 from beside the repository, with the release's inside the package's.
/// </summary>
static class OcdsSchema
{
    const string ReleaseRef = "https://standard.open-contracting.org/schema/1__1__5/release-schema.json";

    static readonly SemaphoreSlim Gate = new(1);

    static JsonSchema? _package;

    /// <summary>What the schema has against a package; empty when nothing.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsOfAsync(string package) =>
        [.. (await PackageAsync()).Validate(package).SelectMany(Sentences)];

    // Errors of the parts stand below the error of the whole.
    static IEnumerable<string> Sentences(NJsonSchema.Validation.ValidationError error) =>
        error is NJsonSchema.Validation.ChildSchemaValidationError child
            ? [error.ToString(), .. child.Errors.Values.SelectMany(e => e).SelectMany(Sentences)]
            : [error.ToString()];

    static async Task<JsonSchema> PackageAsync()
    {
        var folder = Shared.Data("schemas/ocds-1.1.5");
        await Gate.WaitAsync();
        try
        {
            return _package ??= await ReadAsync(folder);
        }
        finally
        {
            Gate.Release();
        }
    }

    // The package refers to the release by an address on the web; here the file beside it answers.
    static async Task<JsonSchema> ReadAsync(string folder)
    {
        var path = Path.Combine(folder, "release-package-schema.json");
        var text = await File.ReadAllTextAsync(path);
        Assert.Contains(ReleaseRef, text, StringComparison.Ordinal);
        return await JsonSchema.FromJsonAsync(text.Replace(ReleaseRef, "release-schema.json"), path);
    }
}
