using OutreachPortal.Countries;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>What a value of a facet is called in the reader's language, and whether there is such a value.</summary>
internal sealed class FacetLabels(Words words, Atlas atlas, CategoryTree tree, Catalogue catalogue)
{
    static readonly string[] Standings = ["open", "closed", "cancelled", "awarded", "all"];
    static readonly string[] Encouraged = ["women", "disability", "local"];

    string Language => words.Language.Code;

    public string Of(string facet, string value) => facet switch
    {
        "country" => atlas.NameOf(value, Language),
        "group" => GroupName(value) ?? value,
        "category" => tree.LabelOf(value, Language),
        "org" => catalogue.NameOf(value),
        "language" => LanguageName.Of(value),
        "encourages" => GroupName(value) ?? words.Find($"encourages.{value}") ?? value,
        "grade" => value,
        _ => words.Find($"{facet}.{value}") ?? value,
    };

    /// <summary>A value that nobody ever used matches nothing; the reader is told which.</summary>
    public IEnumerable<Note> UnknownValues(Criteria criteria)
    {
        foreach (var facet in Criteria.Facets)
        {
            foreach (var value in criteria[facet].Where(value => !IsKnown(facet, value)))
                yield return new Note("note.unknown-value", facet, value);
        }
        if (criteria.From is { } from && atlas.Find(from) is null) yield return new Note("note.unknown-value", "from", from);
    }

    bool IsKnown(string facet, string value) => facet switch
    {
        "kind" => Enum.TryParse<Kind>(value, ignoreCase: true, out _) && !char.IsDigit(value[0]),
        "type" => OpportunityTypes.All.Contains(value),
        "group" => GroupName(value) is not null,
        "country" => atlas.Find(value) is not null,
        "category" => tree.Has(value),
        "org" => catalogue.Knows(value),
        "language" => value is [>= 'a' and <= 'z', >= 'a' and <= 'z', ..] && value.Length <= 3,
        "remote" => value == "yes",
        "encourages" => Encouraged.Contains(value) || GroupName(value) is not null,
        "status" => Standings.Contains(value),
        "sdg" => int.TryParse(value, out var goal) && goal is >= 1 and <= 17,
        _ => true,
    };

    string? GroupName(string code) => atlas.Groups.FirstOrDefault(group => group.Code == code) is { } group
        ? group.Names.GetValueOrDefault(Language, code)
        : null;
}
