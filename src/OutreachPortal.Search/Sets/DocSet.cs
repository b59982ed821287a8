namespace OutreachPortal.Search;

/// <summary>
/// Documents of one segment: as an ordered list, as bits, or as both; or simply all of them. The arrays may be longer
/// than what counts, and are never written to once a set has them.
/// </summary>
sealed class DocSet
{
    DocSet(int[]? list, int count, ulong[]? bits, bool all = false) => (List, Count, Bits, IsAll) = (list, count, bits, all);

    public static DocSet Empty { get; } = new([], 0, null);

    /// <summary>Every document, deleted ones too.</summary>
    public static DocSet All { get; } = new(null, -1, null, all: true);

    public int[]? List { get; }

    public ulong[]? Bits { get; }

    public bool IsAll { get; }

    /// <summary>Documents in it; -1 where nobody has counted.</summary>
    public int Count { get; }

    public bool IsEmpty => Count == 0;

    public static DocSet OfList(int[] list, int count, ulong[]? bits = null) => count == 0 ? Empty : new(list, count, bits);

    public static DocSet OfBits(ulong[] bits, int count = -1) => count == 0 ? Empty : new(null, count, bits);
}
