using System.Collections.Concurrent;
using System.Diagnostics;
using OutreachPortal.Search;

namespace OutreachPortal.Benchmarks.Search;

/// <summary>An engine under measurement.</summary>
interface IEngine : IDisposable
{
    string Name { get; }

    KitAnswer Ask(KitQuery query, bool page);
}

/// <summary>What a query came to. The counts are a delegate: looking at them is not part of the work.</summary>
sealed record KitAnswer(long Total, Func<string, IEnumerable<(string Value, int Count)>> Counts)
{
    /// <summary>As the kit's own programs print it, so that two answers can be compared as text.</summary>
    public string Line(string query) => string.Join('\t', [query, $"{Total}", .. KitCorpus.Facets.Select(Printed)]);

    string Printed(string facet) => string.Join(',',
        Counts(facet).OrderBy(count => count.Value, StringComparer.Ordinal).Select(count => $"{count.Value}:{count.Count}"));
}

/// <summary>The library through its public face; the text is parsed within the time that is measured.</summary>
sealed class OurEngine(string folder) : IEngine
{
    readonly SearchIndex _index = Open(folder);
    readonly ConcurrentDictionary<KitQuery, string> _texts = new(ReferenceEqualityComparer.Instance);

    public string Name => "OutreachPortal.Search";

    public static void Build(string documents, string folder, bool plain)
    {
        if (SearchIndex.Create(folder, KitCorpus.Schema) is not Opened(var index))
        {
            throw new InvalidOperationException($"No index can be made in {folder}.");
        }

        using (index)
        {
            index.Upsert(File.ReadLines(documents).Select(line => KitCorpus.DocumentOf(KitNotice.Read(line), plain)));
            index.Commit(new Dictionary<string, string>());
        }
    }

    public KitAnswer Ask(KitQuery query, bool page)
    {
        var result = _index.Search(query.Request(_texts.GetOrAdd(query, asked => asked.Text()), page));
        return new KitAnswer(result.Total, facet => result.Facets[facet].Select(count => (count.Value, count.Count)));
    }

    public void Dispose() => _index.Dispose();

    static SearchIndex Open(string folder)
    {
        var watch = Stopwatch.StartNew();
        var index = SearchIndex.Open(folder, KitCorpus.Schema) is Opened opened
            ? opened.Index
            : throw new InvalidOperationException($"There is no index in {folder}.");
        Console.WriteLine(FormattableString.Invariant($"opened in {watch.Elapsed.TotalMilliseconds:F0} ms, {index.Count} documents"));
        return index;
    }
}
