using System.Runtime.InteropServices;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>A document's place in an order; the lesser comes first.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct Place(int Tier, long Key)
{
    /// <summary>The greater score first. The bits of floats that are not negative are ordered as they are.</summary>
    public static Place OfScore(float score) => new(0, -(long)BitConverter.SingleToInt32Bits(Math.Max(0, score)));

    /// <summary>The score that led to a place.</summary>
    public float Score => BitConverter.Int32BitsToSingle((int)-Key);

    public int Against(Place other) => Tier != other.Tier ? Tier.CompareTo(other.Tier) : Key.CompareTo(other.Key);
}

/// <summary>A document that is among the first of its segment.</summary>
/// <param name="Place">Its place in the order.</param>
/// <param name="Segment">Its segment's place in the snapshot.</param>
/// <param name="Document">Its number in the segment.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Candidate(Place Place, int Segment, int Document)
{
    /// <summary>
    /// The first <paramref name="most"/> of several segments' candidates; ids are looked up where places are equal.
    /// </summary>
    public static List<Candidate> First(List<Candidate> candidates, int most, Snapshot snapshot)
    {
        candidates.Sort(static (a, b) => a.Place.Against(b.Place));
        for (var from = 0; from < candidates.Count && from < most;)
        {
            var until = from + 1;
            while (until < candidates.Count && candidates[until].Place == candidates[from].Place)
            {
                until++;
            }

            if (until - from > 1)
            {
                SortById(CollectionsMarshal.AsSpan(candidates)[from..until], snapshot);
            }

            from = until;
        }

        return candidates;
    }

    static void SortById(Span<Candidate> equal, Snapshot snapshot)
    {
        if (snapshot.Segments is [var only])
        {
            var rank = only.Core.Ids.Rank;
            equal.Sort((a, b) => rank[a.Document].CompareTo(rank[b.Document]));
            return;
        }

        var ids = new BytesRef[equal.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = snapshot.Records.Read(snapshot.RecordOf(equal[i].Segment, equal[i].Document)).IdBytes();
        }

        ids.AsSpan().Sort(equal);
    }
}
