namespace OutreachPortal.Search;

/// <summary>What a query text may contain. A limit is a promise about the work that any text can cause.</summary>
public sealed record QueryTextOptions
{
    /// <summary>
    /// The names that people may write before a colon, without regard to case, and the schema's fields they mean;
    /// several names may mean one field. Anything else before a colon is text.
    /// </summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>UTF-16 units that are read.</summary>
    public int MaxLength { get; init; } = 500;

    /// <summary>Words, phrases and ranges that are read.</summary>
    public int MaxClauses { get; init; } = 64;

    /// <summary>Parentheses inside parentheses that are read.</summary>
    public int MaxDepth { get; init; } = 16;
}
