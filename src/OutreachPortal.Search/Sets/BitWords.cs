using System.Numerics;
using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>Bits in words of 64, many at a time. Spans of one call are equally long.</summary>
static class BitWords
{
    /// <summary>Words that hold this many bits.</summary>
    public static int For(int bits) => (bits + 63) >> 6;

    public static bool Has(ulong[] words, int bit) => (words[bit >> 6] >> bit & 1) != 0;

    public static void Set(ulong[] words, int bit) => words[bit >> 6] |= 1UL << bit;

    /// <summary>Ones for the first bits, zeros for the rest of the last word.</summary>
    public static void Fill(Span<ulong> words, int bits)
    {
        words.Fill(ulong.MaxValue);
        if ((bits & 63) != 0)
        {
            words[^1] = (1UL << bits) - 1;
        }
    }

    public static void And(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> into)
    {
        var left = Vectors(a);
        var right = Vectors(b);
        var result = Vectors(into);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = left[i] & right[i];
        }

        for (var i = result.Length * Vector<ulong>.Count; i < into.Length; i++)
        {
            into[i] = a[i] & b[i];
        }
    }

    public static void AndNot(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> into)
    {
        var left = Vectors(a);
        var right = Vectors(b);
        var result = Vectors(into);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Vector.AndNot(left[i], right[i]);
        }

        for (var i = result.Length * Vector<ulong>.Count; i < into.Length; i++)
        {
            into[i] = a[i] & ~b[i];
        }
    }

    public static void Or(ReadOnlySpan<ulong> a, Span<ulong> into)
    {
        var left = Vectors(a);
        var result = Vectors(into);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] |= left[i];
        }

        for (var i = result.Length * Vector<ulong>.Count; i < into.Length; i++)
        {
            into[i] |= a[i];
        }
    }

    public static int Count(ReadOnlySpan<ulong> words)
    {
        long a = 0, b = 0;
        var i = 0;
        for (; i + 1 < words.Length; i += 2)
        {
            a += BitOperations.PopCount(words[i]);
            b += BitOperations.PopCount(words[i + 1]);
        }

        return (int)(a + b + (i < words.Length ? BitOperations.PopCount(words[i]) : 0));
    }

    public static int CountAnd(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        long count = 0;
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            count += BitOperations.PopCount(a[i] & b[i]);
        }

        return (int)count;
    }

    /// <summary>Writes the numbers of the bits that are set, in order, and returns how many.</summary>
    public static int List(ReadOnlySpan<ulong> words, Span<int> into)
    {
        var count = 0;
        for (var i = 0; i < words.Length; i++)
        {
            for (var word = words[i]; word != 0; word &= word - 1)
            {
                into[count++] = (i << 6) + BitOperations.TrailingZeroCount(word);
            }
        }

        return count;
    }

    static ReadOnlySpan<Vector<ulong>> Vectors(ReadOnlySpan<ulong> words) => MemoryMarshal.Cast<ulong, Vector<ulong>>(words);

    static Span<Vector<ulong>> Vectors(Span<ulong> words) => MemoryMarshal.Cast<ulong, Vector<ulong>>(words);
}
