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
    /// <summary>Orders candidates of several segments; equal ones by id, which is looked up only then.</summary>
    public static void Sort(List<Candidate> candidates, Snapshot snapshot) => candidates.Sort((a, b) =>
    {
        var order = a.Place.Against(b.Place);
        return order != 0 ? order
            : a.Segment == b.Segment ? RankOf(a, snapshot).CompareTo(RankOf(b, snapshot))
            : IdOf(a, snapshot).CompareTo(IdOf(b, snapshot));
    });

    static int RankOf(Candidate candidate, Snapshot snapshot) =>
        snapshot.Segments[candidate.Segment].Core.Ids.Rank[candidate.Document];

    static BytesRef IdOf(Candidate candidate, Snapshot snapshot)
    {
        var id = new BytesRef();
        snapshot.Segments[candidate.Segment].Reader.GetSortedDocValues(FieldNames.Id).Get(candidate.Document, id);
        return id;
    }
}
