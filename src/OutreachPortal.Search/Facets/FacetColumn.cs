using Lucene.Net.Index;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>
/// The codes of one facet field of one segment, unpacked: those of document d are <c>Codes[Ordinals[i]]</c> for i from
/// <c>Starts[d]</c> until <c>Starts[d + 1]</c>. Four bytes a document and four a code.
/// </summary>
sealed class FacetColumn
{
    public FacetColumn(AtomicReader segment, string field)
    {
        Starts = new int[segment.MaxDoc + 1];
        if (segment.GetSortedSetDocValues(field) is not { } values)
        {
            return;
        }

        Ordinals = ReadOrdinals(values);
        Codes = new string[values.ValueCount];
        for (var i = 0; i < Codes.Length; i++)
        {
            var code = new BytesRef();
            values.LookupOrd(i, code);
            Codes[i] = code.Utf8ToString();
        }
    }

    public int[] Starts { get; }

    public int[] Ordinals { get; } = [];

    public string[] Codes { get; } = [];

    int[] ReadOrdinals(SortedSetDocValues values)
    {
        var ordinals = new List<int>(Starts.Length);
        for (var document = 0; document < Starts.Length - 1; document++)
        {
            values.SetDocument(document);
            for (var o = values.NextOrd(); o != SortedSetDocValues.NO_MORE_ORDS; o = values.NextOrd())
            {
                ordinals.Add((int)o);
            }

            Starts[document + 1] = ordinals.Count;
        }

        return [.. ordinals];
    }
}
