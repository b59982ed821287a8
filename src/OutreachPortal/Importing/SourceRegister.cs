using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>
/// Finds the source of a record, and registers an unknown one: untrusted, zone by country, no link hosts.
/// </summary>
internal sealed partial class SourceRegister(IDbContextFactory<PortalDb> databases)
{
    readonly Dictionary<string, Source> _byKey = [];

    public async Task LoadAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        foreach (var source in await db.Sources.AsNoTracking().ToListAsync(cancellation)) _byKey[source.Key] = source;
    }

    public Source? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The source of a format, where only one is registered for it.</summary>
    public Source? OnlyOneOf(string format)
    {
        var all = _byKey.Values.Where(source => source.Formats.Contains(format)).Take(2).ToList();
        return all is [var only] ? only : null;
    }

    /// <summary>Small letters, digits and hyphens: it stands in addresses and is kept for ever.</summary>
    public static bool IsKey(string key) => Key().IsMatch(key);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,79}$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Key();

    /// <summary>
    /// The source a hint names; with <paramref name="keep"/> a new one is written at once, on its own.
    /// </summary>
    public async Task<Source> FindAsync(SourceHint hint, bool keep, CancellationToken cancellation)
    {
        var key = hint.Key ?? ByPrefix(hint.Ocid)?.Key ?? ByPublisher(hint.Publisher)?.Key ?? KeyOf(hint);
        if (_byKey.TryGetValue(key, out var known)) return known;
        var source = new Source { Key = key, Name = hint.Publisher ?? key, Zone = Source.ZoneOfCountry };
        if (keep) await WriteAsync(source, cancellation);
        return _byKey[key] = source;
    }

    Source? ByPrefix(string? ocid) => ocid is null ? null : _byKey.Values
        .SelectMany(source => source.Prefixes.Select(prefix => (Source: source, Prefix: prefix)))
        .Where(entry => ocid.StartsWith(entry.Prefix, StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(entry => entry.Prefix.Length)
        .Select(entry => entry.Source)
        .FirstOrDefault();

    Source? ByPublisher(string? publisher) => publisher is null ? null : _byKey.Values.FirstOrDefault(source =>
        source.Publishers.Exists(name => name.Equals(publisher, StringComparison.OrdinalIgnoreCase)));

    /// <summary>
    /// A registered ocid prefix is <c>ocds-</c> and six letters; anything else is told by its publisher.
    /// </summary>
    static string KeyOf(SourceHint hint)
    {
        if (hint.Ocid?.Split('-') is ["ocds", { Length: > 0 } prefix, ..]) return $"ocds-{prefix}";
        return Slug(hint.Publisher) is { Length: > 0 } key ? key : "ocds-unknown";
    }

    static string Slug(string? name)
    {
        var slug = new StringBuilder();
        foreach (var letter in (name ?? "").Normalize(NormalizationForm.FormKD).ToLower(CultureInfo.InvariantCulture))
        {
            if (char.IsLetterOrDigit(letter)) slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-' && !char.IsHighSurrogate(letter)) slug.Append('-');
        }
        return slug.ToString().Trim('-');
    }

    async Task WriteAsync(Source source, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Sources.AnyAsync(known => known.Key == source.Key, cancellation)) return;
        db.Sources.Add(source);
        await db.SaveChangesAsync(cancellation);
    }
}
