namespace OutreachPortal.Exchange;

/// <summary>
/// Reads comma-, semicolon-, tab- or bar-separated rows under a header row, as the world writes them.
/// </summary>
/// <remarks>
/// Quoted fields may hold line ends, and line ends may be mixed. A row that does not fit its header is a problem and
/// the
/// next one is read; a quote without end is a problem that ends the file. Formula text is data and stays as it is.
/// </remarks>
public static class CsvRows
{
    /// <summary>A file with more columns is refused.</summary>
    public const int MaxColumns = 200;

    /// <summary>A row with a field longer than this many characters (64 K) is a problem.</summary>
    public const int MaxFieldLength = 1 << 16;

    /// <summary>A row longer than this many bytes (4 MB) ends the file: it is a quote that never closes.</summary>
    public const int MaxRowBytes = 4 << 20;

    /// <summary>Reads a file that was found.</summary>
    /// <param name="file">CSV or TSV.</param>
    /// <param name="delimiter">Null: the one of <c>, ; tab |</c> that the first lines agree with.</param>
    public static IEnumerable<ImportRecord<CsvRow>> Read(ImportFile file, char? delimiter = null) =>
        FileRecords.Read(file, stream => Read(stream, delimiter));

    /// <summary>Reads a stream of UTF-8, left open.</summary>
    /// <param name="stream">The rows.</param>
    /// <param name="delimiter">Null: the one of <c>, ; tab |</c> that the first lines agree with.</param>
    public static IEnumerable<ImportRecord<CsvRow>> Read(Stream stream, char? delimiter = null)
    {
        using var table = new CsvTable(stream, delimiter);
        while (table.Next() is { } row) yield return row;
    }
}
