namespace OutreachPortal.Exchange;

/// <summary>How a browser or a program may search a site (OpenSearch 1.1 draft 6, "Description document").</summary>
public sealed record OpenSearchDescription
{
    /// <summary>What a browser shows, plain text; cut after 16 characters.</summary>
    public required string ShortName { get; init; }

    /// <summary>The same at length, plain text; cut after 48 characters. Null says nothing.</summary>
    public string? LongName { get; init; }

    /// <summary>What is found here, plain text; cut after 1,024 characters.</summary>
    public required string Description { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<OpenSearchUrl> Urls { get; init; }

    /// <summary>The languages in which one may search, BCP 47.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>The absolute address of an icon of 16 × 16, PNG or ICO, or null.</summary>
    public string? Image { get; init; }

    /// <summary>A mail address for questions, or null.</summary>
    public string? Contact { get; init; }
}

/// <summary>One way to ask (OpenSearch 1.1 <c>Url</c>).</summary>
/// <param name="Type">
/// Media type of the answer: <c>text/html</c>, <c>application/atom+xml</c>, <c>application/x-suggestions+json</c>.
/// </param>
/// <param name="Template">Absolute, with <c>{searchTerms}</c> and such.</param>
/// <param name="Rel"><c>results</c> if null; <c>suggestions</c>; <c>self</c> for the document's own address.</param>
public sealed record OpenSearchUrl(string Type, string Template, string? Rel = null);
