using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>What a stretch of text is to the index.</summary>
enum TokenKind
{
    /// <summary>A word, or one of the parts of a joined word.</summary>
    Part,

    /// <summary>A part with the signs that make it another word: C#, C++, .NET.</summary>
    Sign,

    /// <summary>A joined word with its joints: RFQ/2026/0147, an address, a URL.</summary>
    Whole,

    /// <summary>One character of a script written without spaces.</summary>
    Character,

    /// <summary>Two neighbouring characters of such a script.</summary>
    Pair,
}

/// <summary>A stretch of the original text that stands in the index.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">First UTF-16 unit in the original.</param>
/// <param name="Length">UTF-16 units in the original.</param>
/// <param name="Position">Place among the words, from 0; alternatives share a place.</param>
/// <param name="Asked">Whether a query asks for it; the others are alternatives kept for other spellings.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Token(TokenKind Kind, int Start, int Length, int Position, bool Asked)
{
    /// <summary>Longer words are indexed and asked for by this many UTF-16 units.</summary>
    public const int MaxLength = 128;

    public int End => Start + Length;

    public string In(string text) => TextCut.First(text.Substring(Start, Length), MaxLength);
}
