using Lucene.Net.Index;

namespace OutreachPortal.Search;

/// <summary>One facet in terms of a key: a document, or a combination in one of the columns.</summary>
/// <param name="Field">The facet field.</param>
/// <param name="Lists">The codes of each key.</param>
sealed record FacetPart(string Field, CodeLists Lists);

/// <summary>
/// The codes of every facet of one segment. Facets whose values go together share a column of combinations: the
/// country, its groups and the kind of a notice may be one number of two bytes. The columns lie side by side, so a
/// document counts in all facets by as many increments as there are columns. A facet of too many combinations is kept
/// as lists by document.
/// </summary>
sealed class FacetColumns
{
    FacetColumns(int width, ushort[] rows, IReadOnlyList<(int Count, FacetPart[] Parts)> columns, FacetPart[] alone) =>
        (Width, Rows, Columns, Alone) = (width, rows, columns, alone);

    /// <summary>Columns of combinations.</summary>
    public int Width { get; }

    /// <summary>The combination of document d in column c is <c>Rows[d * Width + c]</c>.</summary>
    public ushort[] Rows { get; }

    /// <summary>For each column how many combinations it has, and what they mean for each of its facets.</summary>
    public IReadOnlyList<(int Count, FacetPart[] Parts)> Columns { get; }

    /// <summary>The facets that are kept by document.</summary>
    public FacetPart[] Alone { get; }

    /// <summary>Bytes of memory, about.</summary>
    public long Size => (Rows.Length * 2L) + Alone.Sum(part => 4L * (part.Lists.Starts.Length + part.Lists.Codes.Length));

    public static FacetColumns Read(AtomicReader segment, IReadOnlyDictionary<string, CodeBook> books)
    {
        List<FacetPart> alone = [];
        List<JoinedColumn> single = [];
        foreach (var (field, book) in books)
        {
            var lists = CodeLists.Read(segment, field, book);
            if (Combinations.Group(lists) is var (combinations, codes))
            {
                single.Add(new JoinedColumn(combinations, [new FacetPart(field, codes)]));
            }
            else
            {
                alone.Add(new FacetPart(field, lists));
            }
        }

        var joined = JoinedColumn.Join(single);
        return new FacetColumns(joined.Count, Interleaved(joined, segment.MaxDoc),
            [.. joined.Select(column => (column.Combinations.Count, column.Parts))], [.. alone]);
    }

    /// <summary>The place of a facet: its column, or -1 when it is kept by document.</summary>
    public (int Column, CodeLists Lists) Of(string field)
    {
        for (var column = 0; column < Width; column++)
        {
            if (Array.Find(Columns[column].Parts, part => part.Field == field) is { } part)
            {
                return (column, part.Lists);
            }
        }

        return (-1, Array.Find(Alone, part => part.Field == field)!.Lists);
    }

    /// <summary>What a document is looked up by in the lists of a facet, whose column is given, or -1.</summary>
    public int KeyOf(int document, int column) => column < 0 ? document : Rows[(document * Width) + column];

    static ushort[] Interleaved(List<JoinedColumn> columns, int documents)
    {
        var rows = new ushort[documents * columns.Count];
        for (var column = 0; column < columns.Count; column++)
        {
            var of = columns[column].Combinations.Of;
            for (var document = 0; document < documents; document++)
            {
                rows[(document * columns.Count) + column] = of[document];
            }
        }

        return rows;
    }
}
