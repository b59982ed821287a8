using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Countries;

/// <summary>
/// Recipe step <c>countries</c>: adds and updates the list; a country that is no longer named stays, superseded.
/// </summary>
internal sealed class CountriesStep(PortalDb db, CurrentAtlas atlas) : IRecipeStep
{
    public string Name => "countries";

    public async Task ApplyAsync(JsonElement step, RecipeRun run, CancellationToken cancellation)
    {
        var file = step.Deserialize<Step>(Columns.Json);
        if (file?.Countries is not { Count: > 0 } listed)
        {
            run.Issues.Add("The step \"countries\" names no country; nothing was changed.");
            return;
        }
        var known = await db.Countries.ToDictionaryAsync(country => country.Code, cancellation);
        foreach (var entry in listed) Upsert(known, entry, listed: true);
        foreach (var entry in file.Unlisted ?? []) Upsert(known, entry, listed: false);
        var named = listed.Concat(file.Unlisted ?? []).Select(entry => entry.Code).ToHashSet();
        foreach (var gone in known.Values.Where(country => !named.Contains(country.Code)))
            gone.SupersededBy ??= gone.Code;
        await db.SaveListAsync(run, "countries", cancellation);
        atlas.Forget();
    }

    void Upsert(Dictionary<string, Country> known, Entry entry, bool listed)
    {
        if (!known.TryGetValue(entry.Code, out var country))
            db.Countries.Add(known[entry.Code] = country = new Country { Code = entry.Code });
        country.Listed = listed;
        country.Iso3 = entry.Iso3;
        country.M49 = entry.M49;
        country.Names = entry.Names ?? [];
        country.Zones = entry.Zones ?? [];
        country.MainZone = entry.MainZone;
        country.Aliases = entry.Aliases ?? [];
        country.SupersededBy = entry.SupersededBy;
    }

    sealed record Step(List<Entry>? Countries, List<Entry>? Unlisted);

    sealed record Entry(
        string Code, string? Iso3, string? M49, Dictionary<string, string>? Names, List<string>? Zones,
        string? MainZone, List<string>? Aliases, string? SupersededBy);
}

/// <summary>
/// Recipe step <c>country-groups</c>: the memberships with their days; a list named in the step replaces that group's.
/// </summary>
internal sealed class CountryGroupsStep(PortalDb db, CurrentAtlas atlas) : IRecipeStep
{
    public string Name => "country-groups";

    public async Task ApplyAsync(JsonElement step, RecipeRun run, CancellationToken cancellation)
    {
        var groups = step.Deserialize<Step>(Columns.Json)?.Groups ?? [];
        var countries = await db.Countries.Select(country => country.Code).ToListAsync(cancellation);
        foreach (var (entry, position) in groups.Select((entry, position) => (entry, position)))
        {
            await UpsertAsync(entry, position, cancellation);
            await ReplaceMembersAsync(entry, [.. countries], run, cancellation);
        }
        await db.SaveListAsync(run, "country groups", cancellation);
        atlas.Forget();
    }

    async Task UpsertAsync(Entry entry, int position, CancellationToken cancellation)
    {
        var group = await db.CountryGroups.FindAsync([entry.Code], cancellation);
        if (group is null) db.CountryGroups.Add(group = new CountryGroup { Code = entry.Code });
        group.Position = position;
        group.Names = entry.Names;
        group.ShortNames = entry.Short ?? entry.Names;
        group.Source = entry.Source ?? "";
    }

    async Task ReplaceMembersAsync(
        Entry entry, HashSet<string> countries, RecipeRun run, CancellationToken cancellation)
    {
        var known = await db.GroupMemberships.Where(membership => membership.Group == entry.Code)
            .ToListAsync(cancellation);
        var wanted = entry.Members.Where(member => Exists(member, entry, countries, run)).ToList();
        db.RemoveRange(known.Where(membership => !wanted.Exists(member => member.Is(membership))));
        db.AddRange(wanted.Where(member => !known.Exists(member.Is)).Select(member => member.In(entry.Code)));
    }

    static bool Exists(Member member, Entry entry, HashSet<string> countries, RecipeRun run)
    {
        if (countries.Contains(member.Country)) return true;
        run.Issues.Add(
            $"The group \"{entry.Code}\" names the country \"{member.Country}\", which is not in the list; left out.");
        return false;
    }

    sealed record Step(List<Entry>? Groups);

    sealed record Entry(
        string Code, Dictionary<string, string> Names, Dictionary<string, string>? Short, string? Source,
        List<Member> Members);

    sealed record Member(string Country, LocalDate? From, LocalDate? Until, string? Source)
    {
        public bool Is(GroupMembership membership) =>
            membership.Country == Country && membership.From == From
                && membership.Until == Until && membership.Source == Source;

        public GroupMembership In(string group) =>
            new() { Group = group, Country = Country, From = From, Until = Until, Source = Source };
    }
}
