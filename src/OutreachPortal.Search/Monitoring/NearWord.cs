using System.Text;

namespace OutreachPortal.Search;

/// <summary>
/// The words that a fuzzy word of the index finds: the first letter is the same, the rest differs by few letters, two
/// neighbours that changed places count as one, and not every letter of the shorter word may differ.
/// </summary>
sealed class NearWord(string word, int edits)
{
    readonly int[] _letters = CodePoints.Of(word);

    public bool Is(string other)
    {
        var letters = CodePoints.Of(other);
        if (letters.Length == 0 || letters[0] != _letters[0] || Math.Abs(letters.Length - _letters.Length) > edits)
        {
            return false;
        }

        var distance = Distance(_letters, letters);
        return distance == 0 || (distance <= edits && distance < Math.Min(letters.Length, _letters.Length));
    }

    /// <summary>Letters to change, add, take out or swap with their neighbour; no letter is touched twice.</summary>
    public static int Distance(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(changed, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}

/// <summary>Text as Lucene orders and counts it.</summary>
static class CodePoints
{
    public static int[] Of(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];

    /// <summary>The order of code points, which is that of UTF-8.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return Weight(left[same]).CompareTo(Weight(right[same]));
    }

    // A surrogate stands for a code point above all that are written in one unit.
    static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
