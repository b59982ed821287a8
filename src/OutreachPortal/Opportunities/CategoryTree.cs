using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

/// <summary>The categories and the mapping of public codes, as they were loaded. Immutable.</summary>
internal sealed class CategoryTree
{
    readonly FrozenDictionary<string, Category> _byCode;
    readonly FrozenDictionary<string, FrozenDictionary<string, List<string>>> _schemes;
    readonly TitleWords _words;

    public CategoryTree(IReadOnlyList<Category> categories, IReadOnlyList<Classification> classifications)
    {
        Categories =
            [.. categories.Where(category => category.SupersededBy is null).OrderBy(category => category.Position)];
        _byCode = categories.ToFrozenDictionary(category => category.Code);
        _schemes = classifications.GroupBy(entry => entry.Scheme.ToUpperInvariant()).ToFrozenDictionary(
            scheme => scheme.Key,
            scheme => scheme.ToFrozenDictionary(entry => entry.Prefix, entry => entry.Categories));
        _words = new TitleWords(Categories);
    }

    public IReadOnlyList<Category> Categories { get; }

    public bool Has(string code) => _byCode.ContainsKey(code);

    public string LabelOf(string code, string language) =>
        _byCode.GetValueOrDefault(code) is { } category && category.Labels.TryGetValue(language, out var label)
            ? label
            : code;

    public string? ParentOf(string code) => _byCode.GetValueOrDefault(code)?.Parent;

    /// <summary>The codes and everything above them: what an item is counted and found under.</summary>
    public IReadOnlyList<string> WithAncestors(IEnumerable<string> codes)
    {
        var all = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var code in codes)
        {
            for (var at = Current(code); at is not null && all.Add(at); at = ParentOf(at))
            {
            }
        }
        return [.. all];
    }

    public bool Knows(string scheme) => _schemes.ContainsKey(scheme.ToUpperInvariant());

    /// <summary>
    /// Categories of a public code by its longest mapped prefix; null where the scheme or the code is not mapped.
    /// </summary>
    public IReadOnlyList<string>? Map(string scheme, string code)
    {
        if (!_schemes.TryGetValue(scheme.ToUpperInvariant(), out var prefixes)) return null;
        for (var length = code.Length; length > 0; length--)
        {
            if (prefixes.TryGetValue(code[..length], out var categories)) return categories;
        }
        return null;
    }

    /// <summary>Categories that the words of a title betray, in any of the six languages.</summary>
    public IReadOnlyList<string> Read(string title) => _words.In(title);

    string? Current(string code) =>
        _byCode.GetValueOrDefault(code) is { } category ? category.SupersededBy ?? category.Code : null;
}

/// <summary>The tree of this process, read once and forgotten when the categories change.</summary>
internal sealed class CurrentCategories(IDbContextFactory<PortalDb> databases) : IDisposable
{
    readonly SemaphoreSlim _gate = new(1);
    volatile CategoryTree? _tree;

    public async ValueTask<CategoryTree> GetAsync(CancellationToken cancellation = default)
    {
        if (_tree is { } known) return known;
        await _gate.WaitAsync(cancellation);
        try
        {
            return _tree ??= await ReadAsync(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Forget() => _tree = null;

    public void Dispose() => _gate.Dispose();

    async Task<CategoryTree> ReadAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return new CategoryTree(
            await db.Categories.AsNoTracking().ToListAsync(cancellation),
            await db.Classifications.AsNoTracking().ToListAsync(cancellation));
    }
}
