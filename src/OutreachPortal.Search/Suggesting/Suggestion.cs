namespace OutreachPortal.Search;

/// <summary>What a person may have meant.</summary>
/// <param name="Text">The whole query with the better words in it, in query syntax.</param>
/// <param name="Words">What was replaced, in the order of the query.</param>
public sealed record Suggestion(string Text, IReadOnlyList<BetterWord> Words);

/// <summary>A word that no document has, and the one that was likely meant.</summary>
/// <param name="Typed">As typed.</param>
/// <param name="Better">As the index has it: in lower case, without diacritics.</param>
/// <param name="Documents">How many documents have it, at most one count for each field.</param>
public sealed record BetterWord(string Typed, string Better, int Documents);

/// <summary>A text that begins as typed.</summary>
/// <param name="Text">As it stands in a document.</param>
/// <param name="Documents">How many documents have it, differences of case and diacritics aside.</param>
public sealed record Completion(string Text, int Documents);
