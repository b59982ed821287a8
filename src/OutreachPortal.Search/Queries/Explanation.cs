namespace OutreachPortal.Search;

/// <summary>How a score came about, or that there is none.</summary>
/// <param name="Value">The score, or a part of it; 0 for no hit.</param>
/// <param name="Description">In plain words, for people who tune a ranking.</param>
/// <param name="Parts">What the value was made of.</param>
public sealed record Explanation(float Value, string Description, IReadOnlyList<Explanation> Parts);
