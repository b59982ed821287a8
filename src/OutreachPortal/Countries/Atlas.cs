using System.Collections.Frozen;
using NodaTime;

namespace OutreachPortal.Countries;

/// <summary>
/// The countries and groups as they were loaded, ready to be asked. Immutable; a change of the lists makes a new one.
/// </summary>
internal sealed class Atlas
{
    readonly FrozenDictionary<string, Country> _byCode;
    readonly FrozenDictionary<string, string> _codeByName;
    readonly ILookup<string, GroupMembership> _memberships;

    public Atlas(
        IReadOnlyList<Country> countries, IReadOnlyList<CountryGroup> groups,
        IReadOnlyList<GroupMembership> memberships)
    {
        Countries = [.. countries.Where(country => country.Listed && country.SupersededBy is null)];
        Groups = [.. groups.OrderBy(group => group.Position)];
        _byCode = countries.ToFrozenDictionary(country => country.Code, StringComparer.OrdinalIgnoreCase);
        _codeByName = NamesOf(countries).ToFrozenDictionary();
        _memberships = memberships.ToLookup(membership => membership.Country);
    }

    public IReadOnlyList<Country> Countries { get; }

    public IReadOnlyList<CountryGroup> Groups { get; }

    public Country? Find(string code) => _byCode.GetValueOrDefault(code) is { Listed: true } country ? country : null;

    /// <summary>
    /// What a file calls a country: its codes, its names in the six languages, its aliases. Never a guess.
    /// </summary>
    public CountryMatch Resolve(string? written)
    {
        if (string.IsNullOrWhiteSpace(written)) return new CountryMatch.Unknown();
        if (!_codeByName.TryGetValue(CountryName.Fold(written), out var code)) return new CountryMatch.Unknown();
        var country = Current(_byCode[code]);
        return country.Listed
            ? new CountryMatch.Listed(country.Code)
            : new CountryMatch.AsWritten(country.Code, written.Trim());
    }

    /// <summary>The groups a country stands in on a day, in the order of the list.</summary>
    public IReadOnlyList<string> GroupsOf(string country, LocalDate day)
    {
        var codes = _memberships[country].Where(membership => membership.Covers(day))
            .Select(membership => membership.Group).ToHashSet();
        return codes.Count == 0
            ? []
            : [.. Groups.Where(group => codes.Contains(group.Code)).Select(group => group.Code)];
    }

    /// <summary>The groups that any of the countries stands in on a day.</summary>
    public IReadOnlyList<string> GroupsOf(IEnumerable<string> countries, LocalDate day)
    {
        var codes = countries.SelectMany(country => GroupsOf(country, day)).ToHashSet();
        return codes.Count == 0
            ? []
            : [.. Groups.Where(group => codes.Contains(group.Code)).Select(group => group.Code)];
    }

    public IReadOnlyList<string> MembersOf(string group, LocalDate day) =>
        [.. Countries.Where(country => GroupsOf(country.Code, day).Contains(group)).Select(country => country.Code)];

    public string NameOf(string code, string language) =>
        _byCode.GetValueOrDefault(code) is { } country && country.Names.TryGetValue(language, out var name)
            ? name
            : code;

    public string? MainZoneOf(string code) => _byCode.GetValueOrDefault(code) is { } country
        ? country.MainZone ?? (country.Zones is [var only] ? only : null)
        : null;

    Country Current(Country country) =>
        country.SupersededBy is { } next && _byCode.TryGetValue(next, out var heir) ? heir : country;

    /// <summary>The code wins over a name, and the first country over a later one with the same name.</summary>
    static Dictionary<string, string> NamesOf(IReadOnlyList<Country> countries)
    {
        var names = new Dictionary<string, string>();
        foreach (var country in countries) names.TryAdd(CountryName.Fold(country.Code), country.Code);
        foreach (var country in countries.Where(country => country.Iso3 is not null))
            names.TryAdd(CountryName.Fold(country.Iso3!), country.Code);
        foreach (var country in countries)
        {
            foreach (var name in country.Names.Values.Concat(country.Aliases))
            {
                names.TryAdd(CountryName.Fold(name), country.Code);
                names.TryAdd(CountryName.FoldApart(name), country.Code);
            }
        }
        names.Remove("");
        return names;
    }
}

/// <summary>What a written country name turned out to be.</summary>
internal abstract record CountryMatch
{
    /// <summary>A country of UNSD's list.</summary>
    public sealed record Listed(string Code) : CountryMatch;

    /// <summary>Known, not on UNSD's list: shown as the source wrote it, never a facet.</summary>
    public sealed record AsWritten(string Code, string Name) : CountryMatch;

    public sealed record Unknown : CountryMatch;
}
