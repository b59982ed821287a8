using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>
/// A query in the list of one of its anchors, with the second atom that must be marked, so that most queries which do
/// not match are passed over without looking at them.
/// </summary>
/// <param name="Slot">The query.</param>
/// <param name="Gate">The second atom, and whether more has to be asked.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Posting(int Slot, int Gate)
{
    const int Ask = int.MinValue;

    /// <summary>Whether the query has to be asked once the second atom is marked.</summary>
    public bool Asks => Gate < 0;

    /// <summary>The second atom; one that is always marked when none is needed.</summary>
    public int Second => Gate & int.MaxValue;

    public static Posting Sure(int slot) => new(slot, AtomTable.Marked);

    public static Posting With(int slot, Atom second) => new(slot, second.Id);

    public static Posting Asking(int slot, Atom? second) => new(slot, (second?.Id ?? AtomTable.Marked) | Ask);
}
