using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace OutreachPortal.Search;

/// <summary>The columns of the segments in use. A segment never changes, so its columns live exactly as long as it.</summary>
sealed class FacetColumns
{
    readonly ConditionalWeakTable<object, ConcurrentDictionary<string, Lazy<FacetColumn>>> _bySegment = [];

    public FacetColumn Of(AtomicReader segment, string field) => _bySegment.GetOrCreateValue(segment.CoreCacheKey)
        .GetOrAdd(field, name => new Lazy<FacetColumn>(() => new FacetColumn(segment, name))).Value;
}
