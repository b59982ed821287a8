using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>Where in a recipe something is wrong, and what.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in bytes.</param>
/// <param name="Sentence">One English sentence.</param>
public sealed record RecipeProblem(int Line, int Column, string Sentence)
{
    /// <summary>The sentence with its place, for an operator.</summary>
    public override string ToString() => $"Line {Line}, column {Column}: {Sentence}";
}

/// <summary>One step, unread: <see cref="RecipeScripts"/> gives its JSON.</summary>
/// <param name="Name">As written; names are compared without case.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Column">Where it begins, from 1, in bytes.</param>
/// <param name="Json">Its object as it stands in the file, with comments and scripts.</param>
public sealed record RecipeStep(string Name, int Line, int Column, ReadOnlyMemory<byte> Json);

/// <summary>A recipe in Orchard Core's envelope: a site's facts as data, in steps.</summary>
public sealed record RecipeFile
{
    /// <summary>A longer recipe (16 MB) is refused.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What it does.</summary>
    public string? Description { get; init; }

    /// <summary>Who wrote it.</summary>
    public string? Author { get; init; }

    /// <summary>Where it comes from.</summary>
    public string? WebSite { get; init; }

    /// <summary>Its version.</summary>
    public string? Version { get; init; }

    /// <summary>True for a recipe that sets up an empty site.</summary>
    public bool IsSetupRecipe { get; init; }

    /// <summary>Categories.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The variables, unread, by name.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Variables { get; init; } =
        new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<RecipeStep> Steps { get; init; } = [];

    /// <summary>What is wrong with the envelope; a recipe with problems should not be run.</summary>
    public IReadOnlyList<RecipeProblem> Problems { get; init; } = [];

    internal RecipeText Text { get; init; } = new([]);

    /// <summary>
    /// Reads a recipe: JSON with comments and trailing commas, names of the envelope without case, <c>variables</c>
    /// before
    /// <c>steps</c>. Broken JSON gives a recipe without steps and a problem.
    /// </summary>
    /// <param name="stream">UTF-8, left open.</param>
    public static RecipeFile Read(Stream stream)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (bytes.Length <= MaxBytes && stream.Read(buffer) is > 0 and var read) bytes.Write(buffer, 0, read);
        if (bytes.Length > MaxBytes)
            return new() { Problems = [new(1, 1, $"The recipe is longer than {MaxBytes >> 20} MB.")] };
        var text = new RecipeText(bytes.ToArray());
        try
        {
            return new RecipeEnvelope(text).Read();
        }
        catch (JsonException e)
        {
            var sentence = $"The JSON is broken: {e.Message.Split(" LineNumber:")[0]}";
            var (line, column) = ((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            return new() { Problems = [new(line, column, sentence)] };
        }
    }
}
