using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>What scripts of a recipe may ask for; nothing else exists for them.</summary>
public sealed record RecipeContext
{
    /// <summary>The folder of the recipe; <c>[file:text('…')]</c> never leaves it. Null refuses every file.</summary>
    public string? Folder { get; init; }

    /// <summary><c>parameters('SiteName')</c>: what the set-up was given.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary><c>configuration('key', 'default')</c>; null when there is none.</summary>
    public Func<string, string?> Configuration { get; init; } = _ => null;

    /// <summary><c>[env:NAME]</c>; null when there is none.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary><c>new Date()</c>: the clock.</summary>
    public required Func<Instant> Now { get; init; }

    /// <summary><c>uuid()</c>: a new id; usually <see cref="OrchardId.From"/> a new GUID.</summary>
    public required Func<string> NewId { get; init; }
}
