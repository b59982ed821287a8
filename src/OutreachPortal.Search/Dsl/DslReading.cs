namespace OutreachPortal.Search;

/// <summary>What came of reading a query in JSON.</summary>
/// <param name="Request">
/// The request; null when something in it could not be read, because a program should be told.
/// </param>
/// <param name="Issues">Why there is no request; beside a request, remarks on a query text in it.</param>
public sealed record DslReading(SearchRequest? Request, IReadOnlyList<DslIssue> Issues);

/// <summary>Something about a query in JSON that its writer should know.</summary>
/// <param name="Path">Where, such as <c>query.bool.must[1].range.year</c>; empty for the whole.</param>
/// <param name="Sentence">What, in English, for the person who wrote the program.</param>
public sealed record DslIssue(string Path, string Sentence);
