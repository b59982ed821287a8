namespace OutreachPortal.Search;

/// <summary>What came of opening an index; one of three.</summary>
public abstract record IndexOpening
{
    private protected IndexOpening()
    {
    }
}

/// <summary>The index is ready. Whoever opened it disposes it.</summary>
/// <param name="Index">The open index.</param>
public sealed record Opened(SearchIndex Index) : IndexOpening;

/// <summary>Another process, or another part of this one, has the index open for writing.</summary>
public sealed record Locked : IndexOpening;

/// <summary>
/// There is no index, or one that cannot be trusted: torn, foreign, of another schema. Create it anew.
/// </summary>
/// <param name="Reason">A sentence for the operator.</param>
public sealed record Unusable(string Reason) : IndexOpening;
