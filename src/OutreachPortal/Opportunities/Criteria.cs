using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace OutreachPortal.Opportunities;

/// <summary>
/// What somebody looks for: the search form, the address bar, a saved search, an alert, a feed and an API call are this
/// one immutable, normalised value. Equal criteria have equal text and equal digest.
/// </summary>
public sealed record Criteria
{
    public const int DefaultSize = 20;
    public const int MaximumSize = 100;
    public const int MaximumOffset = 10_000;
    public const int MaximumValues = 50;

    /// <summary>Parameters that may be repeated (OR inside one, AND between them), in canonical order.</summary>
    public static readonly ImmutableArray<string> Facets =
    [
        "kind", "type", "grade", "group", "country", "category",
        "org", "language", "remote", "encourages", "status", "sdg",
    ];

    public static readonly Criteria Everything = new();

    ImmutableSortedDictionary<string, ImmutableSortedSet<string>> _values =
        ImmutableSortedDictionary.Create<string, ImmutableSortedSet<string>>(StringComparer.Ordinal);

    Writing? _written;

    /// <summary>Text in Lucene's classic syntax; null is no text.</summary>
    public string? Query { get; init => field = Text(value); }

    /// <summary>Country of the supplier or candidate, ISO 3166-1 alpha-2.</summary>
    public string? From { get; init => field = Text(value)?.ToUpperInvariant(); }

    public LocalDate? ClosingFrom { get; init; }

    public LocalDate? ClosingTo { get; init; }

    public LocalDate? PostedFrom { get; init; }

    public LocalDate? PostedTo { get; init; }

    /// <summary>Null is the default: relevance where there is text, else closing.</summary>
    public Sort? Sort { get; init; }

    public int Page { get; init; } = 1;

    public int Size { get; init; } = DefaultSize;

    public Sort EffectiveSort => Sort ?? (Query is null ? Opportunities.Sort.Closing : Opportunities.Sort.Relevance);

    public int Offset => (int)Math.Min((Page - 1L) * Size, int.MaxValue);

    /// <summary>The selected values of a repeatable parameter, sorted.</summary>
    public ImmutableSortedSet<string> this[string facet] =>
        _values.TryGetValue(facet, out var values) ? values : [];

    public bool Has(string facet, string value) => this[facet].Contains(Normal(facet, value));

    /// <summary>Adds a value and goes back to the first page.</summary>
    public Criteria With(string facet, string value) =>
        Set(facet, string.IsNullOrWhiteSpace(value) ? this[facet] : this[facet].Add(Normal(facet, value)));

    /// <summary>Takes a value away and goes back to the first page.</summary>
    public Criteria Without(string facet, string value) => Set(facet, this[facet].Remove(Normal(facet, value)));

    public Criteria Without(string facet) => Set(facet, []);

    /// <summary>
    /// What these criteria have and <paramref name="others"/> have not: the one filter that was taken away there.
    /// </summary>
    public Criteria Only(Criteria others) => Facets.Aggregate(
        new Criteria
        {
            Query = others.Query is null ? Query : null,
            From = others.From is null ? From : null,
            ClosingFrom = others.ClosingFrom is null ? ClosingFrom : null,
            ClosingTo = others.ClosingTo is null ? ClosingTo : null,
            PostedFrom = others.PostedFrom is null ? PostedFrom : null,
            PostedTo = others.PostedTo is null ? PostedTo : null,
        },
        (only, facet) => this[facet].Except(others[facet]).Aggregate(only, (all, value) => all.With(facet, value)));

    /// <summary>The same look-out without order and page: what an alert stores and equal alerts share.</summary>
    public Criteria Scope => Sort is null ? First : First with { Sort = null };

    /// <summary>From the beginning, as many at once as usual.</summary>
    public Criteria First => Page == 1 && Size == DefaultSize ? this : this with { Page = 1, Size = DefaultSize };

    /// <summary>SHA-256 over the canonical text of <see cref="Scope"/>, lower-case hexadecimal.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Scope.ToQueryString())));

    /// <summary>Parameter and value pairs in canonical order, defaults left out.</summary>
    public IEnumerable<KeyValuePair<string, string>> Pairs()
    {
        if (Query is not null) yield return new("q", Query);
        foreach (var facet in _values.IsEmpty ? [] : Facets)
        {
            foreach (var value in this[facet]) yield return new(facet, value);
        }
        if (From is not null) yield return new("from", From);
        if (ClosingFrom is { } closingFrom) yield return new("closing-from", LocalDatePattern.Iso.Format(closingFrom));
        if (ClosingTo is { } closingTo) yield return new("closing-to", LocalDatePattern.Iso.Format(closingTo));
        if (PostedFrom is { } postedFrom) yield return new("posted-from", LocalDatePattern.Iso.Format(postedFrom));
        if (PostedTo is { } postedTo) yield return new("posted-to", LocalDatePattern.Iso.Format(postedTo));
        if (Sort is { } sort) yield return new("sort", sort.ToString().ToLowerInvariant());
        if (Page != 1) yield return new("page", Page.ToString(CultureInfo.InvariantCulture));
        if (Size != DefaultSize) yield return new("size", Size.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Canonical query string without a leading question mark; empty for <see cref="Everything"/>. Written once: a page
    /// asks the same criteria for it dozens of times.
    /// </summary>
    public string ToQueryString()
    {
        // A "with" copies what was written too, and it is not the copy's: hence its owner.
        if (_written is { } written && ReferenceEquals(written.Owner, this)) return written.Text;
        var text = string.Join('&', Pairs().Select(Written));
        _written = new(this, text);
        return text;
    }

    /// <summary>
    /// The canonical query string of the first page, cut where the only value of a facet stands: the links of all its
    /// values share the two pieces.
    /// </summary>
    public (string Before, string After) Around(string facet)
    {
        var place = Facets.IndexOf(facet);
        var others = Without(facet).Pairs().ToList();
        var first = others.FindIndex(pair => pair.Key != "q" && (uint)Facets.IndexOf(pair.Key) > (uint)place);
        var before = first < 0 ? others : others[..first];
        return (
            string.Concat(before.Select(pair => Written(pair) + "&")),
            string.Concat(others.Skip(before.Count).Select(pair => "&" + Written(pair))));
    }

    public bool Equals(Criteria? other) => other is not null && ToQueryString() == other.ToQueryString();

    public override int GetHashCode() => ToQueryString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => ToQueryString();

    internal static string Normal(string facet, string value) => facet switch
    {
        "country" or "grade" => value.Trim().ToUpperInvariant(),
        "status" when value.Trim().Equals("filled", StringComparison.OrdinalIgnoreCase) => "awarded",
        "org" => value.Trim(),
        "sdg" => value.Trim().TrimStart('0') is { Length: > 0 } goal ? goal : "0",
        _ => value.Trim().ToLowerInvariant(),
    };

    static string Written(KeyValuePair<string, string> pair) => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}";

    static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    Criteria Set(string facet, ImmutableSortedSet<string> values)
    {
        var ordinal = values.WithComparer(StringComparer.Ordinal);
        return this with
        {
            _values = ordinal.IsEmpty ? _values.Remove(facet) : _values.SetItem(facet, ordinal),
            Page = 1,
        };
    }

    sealed record Writing(Criteria Owner, string Text);
}

public enum Sort
{
    Closing,
    Newest,
    Relevance,
}
