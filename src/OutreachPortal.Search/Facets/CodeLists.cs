using Lucene.Net.Index;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>
/// Lists of code numbers, one after another: those of key k are <c>Codes[i]</c> for i from <c>Starts[k]</c> until
/// <c>Starts[k + 1]</c>. A key is a document, or a combination of codes that many documents share.
/// </summary>
sealed record CodeLists(int[] Starts, int[] Codes)
{
    public int Count => Starts.Length - 1;

    public ReadOnlySpan<int> this[int key] => Codes.AsSpan(Starts[key], Starts[key + 1] - Starts[key]);

    /// <summary>The codes of every document of a segment, in the numbers of the book.</summary>
    public static CodeLists Read(AtomicReader segment, string field, CodeBook book)
    {
        var starts = new int[segment.MaxDoc + 1];
        if (segment.GetSortedSetDocValues(field) is not { } values)
        {
            return new CodeLists(starts, []);
        }

        var numbers = Numbers(values, book);
        var codes = new List<int>(starts.Length);
        for (var document = 0; document < starts.Length - 1; document++)
        {
            values.SetDocument(document);
            for (var o = values.NextOrd(); o != SortedSetDocValues.NO_MORE_ORDS; o = values.NextOrd())
            {
                codes.Add(numbers[o]);
            }

            starts[document + 1] = codes.Count;
        }

        return new CodeLists(starts, [.. codes]);
    }

    static int[] Numbers(SortedSetDocValues values, CodeBook book)
    {
        var numbers = new int[values.ValueCount];
        var code = new BytesRef();
        for (var i = 0; i < numbers.Length; i++)
        {
            values.LookupOrd(i, code);
            numbers[i] = book.Take(code.Utf8ToString());
        }

        return numbers;
    }
}
