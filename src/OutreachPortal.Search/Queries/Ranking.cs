using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>A document's place in an order; the lesser comes first.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct Place(int Tier, long Key)
{
    public int Against(Place other) => Tier != other.Tier ? Tier.CompareTo(other.Tier) : Key.CompareTo(other.Key);
}

/// <summary>Gives each document its place.</summary>
abstract class Ranking
{
    public static Ranking Of(SearchSort sort, Func<Query, SegmentMatches> matches) => sort switch
    {
        ByNumber number => new TierRanking([(null, number.Field, number.Descending)]),
        Tiered tiered => new TierRanking([.. tiered.Tiers.Select(tier => (matches(tier.Query), tier.Field, tier.Descending))]),
        _ => new ScoreRanking(),
    };

    public abstract void Enter(AtomicReaderContext segment);

    public abstract Place Of(int document, Scorer? scorer);
}

/// <summary>The greater score first.</summary>
sealed class ScoreRanking : Ranking
{
    /// <summary>The score that led to a place.</summary>
    public static float Score(Place place) => BitConverter.Int32BitsToSingle((int)-place.Key);

    public override void Enter(AtomicReaderContext segment)
    {
    }

    // The bits of floats that are not negative are ordered as they are.
    public override Place Of(int document, Scorer? scorer) =>
        new(0, -(long)BitConverter.SingleToInt32Bits(Math.Max(0, scorer!.GetScore())));
}

/// <summary>Tier after tier, each by its number; a document without the number stands behind those of its tier.</summary>
sealed class TierRanking(IReadOnlyList<(SegmentMatches? Matches, string? Field, bool Descending)> tiers) : Ranking
{
    readonly NumericDocValues?[] _numbers = new NumericDocValues?[tiers.Count];
    readonly IBits?[] _present = new IBits?[tiers.Count];

    public override void Enter(AtomicReaderContext segment)
    {
        for (var i = 0; i < tiers.Count; i++)
        {
            tiers[i].Matches?.Enter(segment);
            _numbers[i] = tiers[i].Field is { } field ? segment.AtomicReader.GetNumericDocValues(field) : null;
            _present[i] = tiers[i].Field is { } name ? segment.AtomicReader.GetDocsWithField(name) : null;
        }
    }

    public override Place Of(int document, Scorer? scorer)
    {
        var tier = 0;
        while (tier < tiers.Count && tiers[tier].Matches is { } matches && !matches.Contain(document))
        {
            tier++;
        }

        if (tier == tiers.Count || _numbers[tier] is not { } numbers || !_present[tier]!.Get(document))
        {
            return new Place((2 * tier) + 1, 0);
        }

        var number = numbers.Get(document);
        return new Place(2 * tier, tiers[tier].Descending ? ~number : number);
    }
}
