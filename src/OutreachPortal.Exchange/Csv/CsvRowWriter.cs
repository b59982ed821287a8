using System.Text;

namespace OutreachPortal.Exchange;

/// <summary>
/// Writes rows as RFC 4180 says: UTF-8, comma, CRLF, a header row, every cell quoted; safe to open in a spreadsheet.
/// </summary>
/// <remarks>
/// A cell that a spreadsheet could take for a formula gets an apostrophe in front (OWASP ASVS 5.0 §1.2.10): those that
/// begin with <c>= + - @</c>, their full-width forms, a tab, a line end or NUL. Negative numbers and telephone numbers
/// get it too, since a program of ours cannot tell them from formulas. NUL itself is left out.
/// </remarks>
public static class CsvRowWriter
{
    /// <summary><c>text/csv; charset=utf-8; header=present</c> (RFC 4180 §3, RFC 7111 §5.1).</summary>
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    const string Formula = "=+-@\t\r\n\0＝＋－＠";

    static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the header and the rows.</summary>
    /// <param name="stream">Only written to asynchronously, and left open.</param>
    /// <param name="columns">The header row; at least one.</param>
    /// <param name="rows">
    /// Read one at a time. A null cell is an empty one; a row that has not one cell for each column is an
    /// <see cref="ArgumentException"/>.
    /// </param>
    /// <param name="byteOrderMark">True, which Excel needs to see UTF-8; false for programs.</param>
    /// <param name="cancellation">Leaves the file cut.</param>
    public static async Task WriteAsync(
        Stream stream, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<string?>> rows,
        bool byteOrderMark = true, CancellationToken cancellation = default)
    {
        var buffer = new OutBuffer(stream);
        if (byteOrderMark) buffer.Bytes.Write("\uFEFF"u8);
        Write(buffer.Bytes, columns);
        await buffer.EachAsync(rows, row => Write(buffer.Bytes, Fitting(row, columns.Count)), cancellation);
        await buffer.HandOnAsync(cancellation);
    }

    /// <summary>The text as it is written into a cell, before quoting.</summary>
    /// <param name="text">Any text; null is empty.</param>
    public static string Safe(string? text) =>
        string.IsNullOrEmpty(text) ? ""
        : (Formula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text)
            .Replace("\0", "", StringComparison.Ordinal);

    static IReadOnlyList<string?> Fitting(IReadOnlyList<string?> row, int columns) => row.Count == columns
        ? row
        : throw new ArgumentException($"The row has {row.Count} cells under a header of {columns}.", nameof(row));

    static void Write(MemoryStream target, IReadOnlyList<string?> row)
    {
        var line = string.Join(',', row.Select(cell => $"\"{Safe(cell).Replace("\"", "\"\"")}\""));
        target.Write(Utf8.GetBytes(line + "\r\n"));
    }
}
