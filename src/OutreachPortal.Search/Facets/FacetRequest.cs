namespace OutreachPortal.Search;

/// <summary>A list of counts to be made. Filters of the same name do not narrow it.</summary>
/// <param name="Name">Under which the counts are handed back; once per request.</param>
public abstract record FacetRequest(string Name);

/// <summary>Counts of every code of a facet field.</summary>
/// <param name="Name">The facet field.</param>
public sealed record CodeFacet(string Name) : FacetRequest(Name);

/// <summary>Counts of the documents that match each of some queries.</summary>
/// <param name="Name">Any name.</param>
/// <param name="Values">Any queries; they may overlap.</param>
public sealed record QueryFacet(string Name, IReadOnlyList<FacetQuery> Values) : FacetRequest(Name);

/// <summary>A value of a <see cref="QueryFacet"/>.</summary>
/// <param name="Value">What the count is called.</param>
/// <param name="Query">What a document must match to be counted.</param>
public sealed record FacetQuery(string Value, Query Query);

/// <summary>How many documents have a value.</summary>
/// <param name="Value">A code, or the name of a query.</param>
/// <param name="Count">Exact, at least 1.</param>
public sealed record FacetCount(string Value, int Count);
