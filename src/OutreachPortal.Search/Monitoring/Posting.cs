using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>
/// A query that one of its anchors leads to, with the second atom that must be marked, so that most queries which do
/// not match are passed over without looking at them.
/// </summary>
/// <param name="Slot">The query.</param>
/// <param name="Gate">The second atom, and whether more has to be asked.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Posting(int Slot, int Gate)
{
    const int Ask = int.MinValue;

    /// <summary>Whether a query with such a gate has to be asked once the second atom is marked.</summary>
    public static bool Asks(int gate) => gate < 0;

    /// <summary>The second atom; one that is always marked when none is needed.</summary>
    public static int Second(int gate) => gate & int.MaxValue;

    /// <summary>What is left to find out about an entry when its anchor was met.</summary>
    public static Posting Of(StoredEntry entry, Atom anchor)
    {
        var plain = entry.Numbers.Length == 0;
        return entry.Text switch
        {
            Atom atom when plain && atom == anchor => new(entry.Slot, AtomTable.Marked),
            AnyTest any when plain && any.Parts.Contains(anchor) => new(entry.Slot, AtomTable.Marked),
            AllTest all when all.Parts.Contains(anchor) && Rarest(all, anchor) is { } second =>
                new(entry.Slot, plain && all.Parts.Length == 2 ? second.Id : second.Id | Ask),
            _ => new(entry.Slot, AtomTable.Marked | Ask),
        };
    }

    static Atom? Rarest(AllTest all, Atom anchor)
    {
        Atom? rarest = null;
        foreach (var part in all.Parts)
        {
            if (part is Atom { IsMarked: true } atom && atom != anchor
                && (rarest is null || (atom.Met, atom.Uses).CompareTo((rarest.Met, rarest.Uses)) < 0))
            {
                rarest = atom;
            }
        }

        return rarest;
    }
}
