using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

/// <summary>
/// Recipe step <c>categories</c>: adds and updates the tree;
/// a category no longer named stays, superseded by its parent.
/// </summary>
internal sealed class CategoriesStep(PortalDb db, CurrentCategories tree) : IRecipeStep
{
    public string Name => "categories";

    public async Task ApplyAsync(JsonElement step, RecipeRun run, CancellationToken cancellation)
    {
        var entries = step.Deserialize<Step>(Columns.Json)?.Categories ?? [];
        var known = await db.Categories.ToDictionaryAsync(category => category.Code, cancellation);
        foreach (var (entry, position) in entries.Select((entry, position) => (entry, position)))
        {
            if (!known.TryGetValue(entry.Code, out var category))
                db.Categories.Add(known[entry.Code] = category = new Category { Code = entry.Code });
            category.Parent = entry.Parent;
            category.Position = position;
            category.Labels = entry.Labels;
            category.Words = entry.Words ?? [];
            category.SupersededBy = entry.SupersededBy;
        }
        var named = entries.Select(entry => entry.Code).ToHashSet();
        foreach (var gone in known.Values.Where(category => !named.Contains(category.Code)))
            gone.SupersededBy ??= gone.Parent ?? gone.Code;
        await db.SaveListAsync(run, "categories", cancellation);
        tree.Forget();
    }

    sealed record Step(List<Entry>? Categories);

    sealed record Entry(
        string Code, string? Parent, Dictionary<string, string> Labels, Dictionary<string, List<string>>? Words,
        string? SupersededBy);
}

/// <summary>Recipe step <c>classifications</c>: a scheme named in the step is replaced as a whole.</summary>
internal sealed class ClassificationsStep(PortalDb db, CurrentCategories tree) : IRecipeStep
{
    public string Name => "classifications";

    public async Task ApplyAsync(JsonElement step, RecipeRun run, CancellationToken cancellation)
    {
        var categories = await db.Categories.Select(category => category.Code).ToListAsync(cancellation);
        foreach (var scheme in step.Deserialize<Step>(Columns.Json)?.Schemes ?? [])
            await ReplaceAsync(scheme, [.. categories], run, cancellation);
        await db.SaveListAsync(run, "classifications", cancellation);
        tree.Forget();
    }

    async Task ReplaceAsync(Scheme scheme, HashSet<string> categories, RecipeRun run, CancellationToken cancellation)
    {
        var known = await db.Classifications.Where(entry => entry.Scheme == scheme.Code)
            .ToDictionaryAsync(entry => entry.Prefix, cancellation);
        db.RemoveRange(known.Values.Where(entry => !scheme.Map.ContainsKey(entry.Prefix)));
        foreach (var (prefix, codes) in scheme.Map)
        {
            foreach (var unknown in codes.Where(code => !categories.Contains(code)))
                run.Issues.Add($"{scheme.Code} {prefix} maps to the category \"{unknown}\", which is not in the tree.");
            if (!known.TryGetValue(prefix, out var entry))
                db.Classifications.Add(entry = new Classification { Scheme = scheme.Code, Prefix = prefix });
            entry.Categories = [.. codes.Where(categories.Contains)];
        }
    }

    sealed record Step(List<Scheme>? Schemes);

    sealed record Scheme(
        [property: System.Text.Json.Serialization.JsonPropertyName("scheme")] string Code,
        Dictionary<string, List<string>> Map);
}

/// <summary>Recipe step <c>sources</c>: the register of official systems; a source is updated, never deleted.</summary>
internal sealed class SourcesStep(PortalDb db) : IRecipeStep
{
    public string Name => "sources";

    public async Task ApplyAsync(JsonElement step, RecipeRun run, CancellationToken cancellation)
    {
        var known = await db.Sources.ToDictionaryAsync(source => source.Key, cancellation);
        foreach (var entry in step.Deserialize<Step>(Columns.Json)?.Sources ?? [])
        {
            if (entry.Zone is not (null or Source.ZoneOfCountry) && !Deadline.IsZone(entry.Zone))
            {
                run.Issues.Add($"The source \"{entry.Key}\" names the zone \"{entry.Zone}\", "
                    + "which is not an IANA zone; left out.");
                continue;
            }
            if (!known.TryGetValue(entry.Key, out var source))
                db.Sources.Add(known[entry.Key] = source = new Source { Key = entry.Key, Name = entry.Name });
            entry.WriteTo(source);
        }
        run.Changes.Add(
            $"sources: {db.ChangeTracker.Entries().Count(row => row.State is not EntityState.Unchanged)} changed");
        if (!run.Dry) await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    sealed record Step(List<Entry>? Sources);

    sealed record Entry(
        string Key, string Name, List<string>? Formats, List<string>? Prefixes, List<string>? Publishers, string? Zone,
        string? Country, string? Language, string? IdField, List<string>? LinkHosts, bool Trusted, string? Map)
    {
        public void WriteTo(Source source)
        {
            source.Name = Name;
            source.Formats = Formats ?? [];
            source.Prefixes = Prefixes ?? [];
            source.Publishers = Publishers ?? [];
            source.Zone = Zone;
            source.Country = Country;
            source.Language = Language;
            source.IdField = IdField;
            source.LinkHosts = LinkHosts ?? [];
            source.Trusted = Trusted;
            source.Map = Map;
        }
    }
}
