using System.Globalization;

namespace OutreachPortal.Search;

/// <summary>
/// A condition on documents, as a value that prints itself in query syntax. The printed form identifies a query;
/// the equality of records that hold lists does not.
/// </summary>
public abstract record Query
{
    private protected Query()
    {
    }

    private protected static string Joined(IEnumerable<Query> queries, string between) =>
        $"({string.Join(between, queries)})";
}

/// <summary>Every document.</summary>
public sealed record MatchAll : Query
{
    /// <inheritdoc/>
    public override string ToString() => "*:*";
}

/// <summary>No document.</summary>
public sealed record MatchNone : Query
{
    /// <inheritdoc/>
    public override string ToString() => "-*:*";
}

/// <summary>Documents with one of the values, exactly; none of them when the list is empty.</summary>
/// <param name="Field">A facet or keyword field; any other name matches nothing.</param>
/// <param name="Values">Any number.</param>
public sealed record AnyOf(string Field, IReadOnlyList<string> Values) : Query
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field}:({string.Join(" OR ", Values.Select(QuerySyntax.Quote))})";
}

/// <summary>Documents whose number lies in [from, until); one without the number does not.</summary>
/// <param name="Field">A number field; any other name matches nothing.</param>
/// <param name="From">The first number that matches, null for no lower end.</param>
/// <param name="Until">The first number that no longer matches, null for no upper end.</param>
public sealed record Between(string Field, long? From, long? Until) : Query
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field}:[{End(From)} TO {End(Until)}}}";

    static string End(long? end) => end?.ToString(CultureInfo.InvariantCulture) ?? "*";
}

/// <summary>Documents that have anything in a field of any kind.</summary>
/// <param name="Field">The schema's name of the field.</param>
public sealed record Has(string Field) : Query
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field}:*";
}

/// <summary>Documents that match every query; every document when there is none.</summary>
/// <param name="Queries">In any order.</param>
public sealed record All(IReadOnlyList<Query> Queries) : Query
{
    /// <inheritdoc/>
    public override string ToString() => Joined(Queries, " AND ");
}

/// <summary>Documents that match at least one query; no document when there is none.</summary>
/// <param name="Queries">In any order.</param>
public sealed record Either(IReadOnlyList<Query> Queries) : Query
{
    /// <inheritdoc/>
    public override string ToString() => Joined(Queries, " OR ");
}

/// <summary>Documents that do not match.</summary>
/// <param name="Query">What they do not match.</param>
public sealed record Not(Query Query) : Query
{
    /// <inheritdoc/>
    public override string ToString() => $"-{Query}";
}

/// <summary>
/// Documents that match what a person typed. It alone gives hits their score, but for <see cref="Clauses"/> and
/// <see cref="Boosted"/>.
/// </summary>
/// <param name="Text">The text as read by <see cref="QueryText.Parse"/>.</param>
/// <param name="Fields">
/// Where words without a field are looked for; null for every text field of the schema.
/// Keyword and facet fields among them are compared whole, without regard to case and diacritics.
/// </param>
public sealed record TextQuery(ParsedText Text, IReadOnlyList<string>? Fields = null) : Query
{
    /// <inheritdoc/>
    public override string ToString() => $"({Text})";
}
