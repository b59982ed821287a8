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
        Span<byte> bytes = stackalloc byte[3 * Token.MaxLength];
        return Encoding.UTF8.TryGetBytes(other, bytes, out var length) && Closeness(bytes[..length]) > 0;
    }

    /// <summary>
    /// How close a word, as UTF-8, is: 1 is the same, each edit takes its share of the shorter word, 0 is another word.
    /// </summary>
    public float Closeness(ReadOnlySpan<byte> other)
    {
        Span<int> letters = stackalloc int[_letters.Length + edits];
        var count = CodePoints.Read(other, letters);
        if (count < _letters.Length - edits || count == 0 || letters[0] != _letters[0])
        {
            return 0;
        }

        var distance = Distance(_letters, letters[..count], edits);
        var shorter = Math.Min(count, _letters.Length);
        return distance == 0 ? 1 : distance > edits ? 0 : Math.Max(0, 1 - ((float)distance / shorter));
    }

    /// <summary>
    /// Letters to change, add, take out or swap with their neighbour; no letter is touched twice. It stops where there
    /// are more than <paramref name="most"/>.
    /// </summary>
    public static int Distance(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int most = int.MaxValue)
    {
        var width = b.Length + 1;
        Span<int> rows = width <= Token.MaxLength ? stackalloc int[3 * width] : new int[3 * width];
        for (var j = 0; j < width; j++)
        {
            rows[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var row = rows.Slice(i % 3 * width, width);
            var least = Fill(row, rows.Slice((i + 2) % 3 * width, width), rows.Slice((i + 1) % 3 * width, width), a, b, i);
            if (least > most)
            {
                return least;
            }
        }

        return rows[(a.Length % 3 * width) + b.Length];
    }

    // One row more of the table of distances; the least in it and the one before only grows from here.
    static int Fill(Span<int> row, ReadOnlySpan<int> last, ReadOnlySpan<int> before, ReadOnlySpan<int> a, ReadOnlySpan<int> b, int i)
    {
        row[0] = i;
        var least = Math.Min(i, last[0]);
        for (var j = 1; j < row.Length; j++)
        {
            var changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = Math.Min(changed, Math.Min(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            {
                row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            least = Math.Min(least, Math.Min(row[j], last[j]));
        }

        return least;
    }
}

/// <summary>Text as Lucene orders and counts it.</summary>
static class CodePoints
{
    public static int[] Of(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];

    /// <summary>Reads UTF-8; -1 when there are more code points than fit.</summary>
    public static int Read(ReadOnlySpan<byte> text, Span<int> letters)
    {
        var count = 0;
        for (var at = 0; at < text.Length; count++)
        {
            if (count == letters.Length)
            {
                return -1;
            }

            Rune.DecodeFromUtf8(text[at..], out var rune, out var width);
            (letters[count], at) = (rune.Value, at + width);
        }

        return count;
    }

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
