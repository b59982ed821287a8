using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>
/// A query in the list of one of its anchors, with the second atom that must be marked, so that most queries which do not
/// match are passed over without looking at them.
/// </summary>
/// <param name="Slot">The query.</param>
/// <param name="Second">0: nothing more is needed. Above: atom plus one, which decides. Below: the rest has to be asked.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Posting(int Slot, int Second)
{
    const int AskAnyway = int.MinValue;

    public static Posting Sure(int slot) => new(slot, 0);

    public static Posting With(int slot, Atom second) => new(slot, second.Id + 1);

    public static Posting Asking(int slot, Atom? second) => new(slot, second is null ? AskAnyway : -second.Id - 1);

    /// <summary>Whether the query has to be asked once the atom is marked.</summary>
    public bool Asks => Second < 0;

    /// <summary>The atom, -1 for none.</summary>
    public int Atom => Second switch
    {
        0 or AskAnyway => -1,
        < 0 => -Second - 1,
        _ => Second - 1,
    };
}
