using System.Globalization;
using Microsoft.Extensions.Primitives;
using NodaTime;
using NodaTime.Text;

namespace OutreachPortal.Opportunities;

/// <summary>
/// Criteria read from parameters that the public typed. Unknown parameters are ignored; what breaks a rule of the
/// contract is a fault with a phrase, never an exception.
/// </summary>
public sealed class CriteriaReading
{
    readonly List<CriteriaFault> _faults = [];

    CriteriaReading(IEnumerable<KeyValuePair<string, StringValues>> parameters)
    {
        var known = parameters.GroupBy(pair => pair.Key.ToLowerInvariant())
            .ToDictionary(
                group => group.Key,
                group => group.SelectMany(pair => pair.Value.Select(value => value ?? "")).ToList());
        string? Single(string name) => ReadSingle(name, known.GetValueOrDefault(name) ?? []);
        LocalDate? Date(string name) => ReadDate(name, Single(name));
        Criteria = new Criteria
        {
            Query = Single("q"),
            From = ReadFrom(Single("from")),
            ClosingFrom = Date("closing-from"),
            ClosingTo = Date("closing-to"),
            PostedFrom = Date("posted-from"),
            PostedTo = Date("posted-to"),
            Sort = ReadSort(Single("sort")),
            Size = ReadNumber("size", Single("size"), Criteria.DefaultSize, Criteria.MaximumSize),
        };
        foreach (var facet in Criteria.Facets) ReadFacet(facet, known.GetValueOrDefault(facet) ?? []);
        Criteria = Criteria with { Page = ReadNumber("page", Single("page"), 1, int.MaxValue) };
    }

    public Criteria Criteria { get; private set; }

    /// <summary>Each is answered with 400 and its sentence.</summary>
    public IReadOnlyList<CriteriaFault> Faults => _faults;

    /// <summary>No list is read that deep: answered with 404.</summary>
    public bool IsTooDeep => Criteria.Offset > Criteria.MaximumOffset;

    public static CriteriaReading Of(IEnumerable<KeyValuePair<string, StringValues>> parameters) => new(parameters);

    string? ReadSingle(string name, List<string> values)
    {
        if (values.Count > 1) _faults.Add(new("criteria.twice", name, ""));
        return values is [{ } value, ..] && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    LocalDate? ReadDate(string name, string? text)
    {
        if (text is null) return null;
        var date = LocalDatePattern.Iso.Parse(text);
        if (date.Success && date.Value.Year is >= 1 and < 9999) return date.Value;
        _faults.Add(new("criteria.date", name, text));
        return null;
    }

    string? ReadFrom(string? text)
    {
        if (text is null or [>= 'A' and <= 'Z' or >= 'a' and <= 'z', >= 'A' and <= 'Z' or >= 'a' and <= 'z'])
            return text?.ToUpperInvariant();
        _faults.Add(new("criteria.from", "from", text));
        return null;
    }

    Sort? ReadSort(string? text)
    {
        if (text is null) return null;
        foreach (var sort in Enum.GetValues<Sort>())
        {
            if (sort.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) return sort;
        }
        _faults.Add(new("criteria.sort", "sort", text));
        return null;
    }

    /// <summary>A number too long for an int is still a number: a page far beyond the end.</summary>
    int ReadNumber(string name, string? text, int absent, int most)
    {
        if (text is null) return absent;
        var digits = text.AsSpan().ContainsAnyExceptInRange('0', '9') ? "" : text.TrimStart('0');
        var number = digits.Length > 9 ? int.MaxValue
            : digits.Length == 0 ? 0
            : int.Parse(digits, CultureInfo.InvariantCulture);
        if (number >= 1 && number <= most) return number;
        _faults.Add(new($"criteria.{name}", name, text));
        return absent;
    }

    void ReadFacet(string facet, List<string> values)
    {
        if (values.Count > Criteria.MaximumValues) _faults.Add(new("criteria.many", facet, ""));
        foreach (var value in values.Where(value => !string.IsNullOrWhiteSpace(value)).Take(Criteria.MaximumValues))
            Criteria = Criteria.With(facet, value);
    }
}

/// <summary>What is wrong with a parameter: a phrase key with the parameter's name and what was typed.</summary>
public sealed record CriteriaFault(string Phrase, string Parameter, string Value);
