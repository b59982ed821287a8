using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>A piece of an original text and where the words asked for stand in it. It holds no markup.</summary>
/// <param name="Field">The text field.</param>
/// <param name="Language">The language tag it was given with.</param>
/// <param name="Text">The piece, as it was written.</param>
/// <param name="Start">Where the piece begins in the original, in UTF-16 units.</param>
/// <param name="Ranges">The matches in <paramref name="Text"/>, in order, not overlapping.</param>
public sealed record Fragment(
    string Field, string Language, string Text, int Start, IReadOnlyList<FragmentRange> Ranges);

/// <summary>A match in a <see cref="Fragment"/>.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">Number of UTF-16 units, at least 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FragmentRange(int Start, int Length);
