using OutreachPortal.Languages;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>What a value of a facet is called in the reader's language, and whether there is such a value.</summary>
internal sealed class FacetLabels(Words words, Names names, Catalogue catalogue)
{
    static readonly string[] Standings = ["open", "closed", "cancelled", "awarded", "all"];
    static readonly string[] Encouraged = ["women", "disability", "local"];

    public string Of(string facet, string value) => facet switch
    {
        "kind" => words.Of("kinds", value),
        "country" or "from" => names.Country(value),
        "group" => names.Group(value),
        "category" => names.Category(value),
        "org" => catalogue.NameOf(value),
        "language" => Words.Capital(LanguageName.In(words.Language, value)),
        "encourages" => words.Of("encourages", value),
        "grade" => value,
        _ => words.Find($"{facet}.{value}") ?? value,
    };

    /// <summary>The value above, in the facet that is a tree.</summary>
    public string? ParentOf(string facet, string value) => facet == "category" ? names.ParentOf(value) : null;

    /// <summary>A value that nobody ever used matches nothing; the reader is told which.</summary>
    public IEnumerable<Note> UnknownValues(Criteria criteria)
    {
        foreach (var facet in Criteria.Facets)
        {
            foreach (var value in criteria[facet].Where(value => !IsKnown(facet, value)))
                yield return new Note("note.unknown-value", facet, value);
        }
        if (criteria.From is { } from && !names.HasCountry(from)) yield return new Note("note.unknown-value", "from", from);
    }

    bool IsKnown(string facet, string value) => facet switch
    {
        "kind" => Enum.TryParse<Kind>(value, ignoreCase: true, out _) && !char.IsDigit(value[0]),
        "type" => OpportunityTypes.All.Contains(value),
        "group" => names.HasGroup(value),
        "country" => names.HasCountry(value),
        "category" => names.HasCategory(value),
        "org" => catalogue.Knows(value),
        "language" => value is [>= 'a' and <= 'z', >= 'a' and <= 'z', ..] && value.Length <= 3,
        "remote" => value == "yes",
        "encourages" => Encouraged.Contains(value) || names.HasGroup(value),
        "status" => Standings.Contains(value),
        "sdg" => int.TryParse(value, out var goal) && goal is >= 1 and <= 17,
        _ => true,
    };
}
