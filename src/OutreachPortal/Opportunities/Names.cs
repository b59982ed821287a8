using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Languages;

namespace OutreachPortal.Opportunities;

/// <summary>What the codes of countries, groups and categories are called in the reader's language.</summary>
public sealed class Names
{
    readonly Atlas _atlas;
    readonly CategoryTree _tree;
    readonly string _language;

    internal Names(Language language, Atlas atlas, CategoryTree tree)
    {
        (_language, _atlas, _tree) = (language.Code, atlas, tree);
    }

    internal bool AreOf(Atlas atlas, CategoryTree tree) => ReferenceEquals(atlas, _atlas) && ReferenceEquals(tree, _tree);

    /// <summary>The same lists in another language.</summary>
    public Names In(Language language) => new(language, _atlas, _tree);

    /// <summary>Codes and names of all countries, in the order of the names.</summary>
    public IReadOnlyList<(string Code, string Name)> Countries =>
        [.. _atlas.Countries.Select(country => (country.Code, Name: Country(country.Code)))
            .OrderBy(country => country.Name, StringComparer.Create(Culture, ignoreCase: true))];

    public IReadOnlyList<string> Groups => [.. _atlas.Groups.Select(group => group.Code)];

    public bool HasCountry(string code) => _atlas.Find(code) is not null;

    public string Country(string code) => _atlas.NameOf(code, _language);

    public string Group(string code) => FindGroup(code)?.Names.GetValueOrDefault(_language) ?? code;

    public string ShortGroup(string code) => FindGroup(code)?.ShortNames.GetValueOrDefault(_language) ?? Group(code);

    public bool HasGroup(string code) => FindGroup(code) is not null;

    public string Category(string code) => _tree.LabelOf(code, _language);

    public bool HasCategory(string code) => _tree.Has(code);

    public string? ParentOf(string category) => _tree.ParentOf(category);

    /// <summary>The zone whose clocks a country reads; null where it has several and none is the main one.</summary>
    public string? ZoneOf(string country) => _atlas.MainZoneOf(country);

    public bool IsIn(string country, string group, LocalDate day) => _atlas.GroupsOf(country, day).Contains(group);

    CountryGroup? FindGroup(string code) => _atlas.Groups.FirstOrDefault(group => group.Code == code);

    System.Globalization.CultureInfo Culture => System.Globalization.CultureInfo.GetCultureInfo(_language);
}
