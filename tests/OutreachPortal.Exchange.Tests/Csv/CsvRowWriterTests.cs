using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace OutreachPortal.Exchange.Tests;

public sealed class CsvRowWriterTests
{
    static Task<string> Write(string[] columns, bool mark, params string?[][] rows) => Written.ByAsync(stream =>
        CsvRowWriter.WriteAsync(stream, columns, rows.ToAsyncEnumerable<IReadOnlyList<string?>>(), mark));

    [Fact]
    public async Task The_header_and_every_cell_are_quoted_and_lines_end_with_CRLF() =>
        Assert.Equal("\"id\",\"title\"\r\n\"1\",\"say \"\"hi\"\", ok\"\r\n\"2\",\"\"\r\n",
            await Write(["id", "title"], false, ["1", "say \"hi\", ok"], ["2", null]));

    [Fact]
    public async Task A_mark_says_UTF_8_to_Excel()
    {
        var target = new AsynchronousStream();

        await CsvRowWriter.WriteAsync(target, ["إسم"], AsyncEnumerable.Empty<IReadOnlyList<string?>>());

        Assert.Equal([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("\"إسم\"\r\n")], target.Bytes.ToArray());
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), InlineData("+1", "'+1"), InlineData("-1", "'-1"),
        InlineData("@SUM(1)", "'@SUM(1)"), InlineData("\t=1", "'\t=1"), InlineData("\r=1", "'\r=1"),
        InlineData("\n=1", "'\n=1"), InlineData("\0=1", "'=1"), InlineData("＝1", "'＝1"), InlineData("＋1", "'＋1"),
        InlineData("－1", "'－1"), InlineData("＠x", "'＠x")]
    [InlineData("a=1", "a=1"), InlineData("'=1", "'=1"), InlineData("a\0b", "ab"), InlineData("", ""),
        InlineData(null, "")]
    public async Task What_a_spreadsheet_could_take_for_a_formula_is_text(string? cell, string written) =>
        Assert.Equal($"\"c\"\r\n\"{written}\"\r\n", await Write(["c"], false, [cell]));

    [Fact]
    public async Task A_hostile_column_name_is_text_too() =>
        Assert.StartsWith("\"'=c\"", await Write(["=c"], false), StringComparison.Ordinal);

    [Fact]
    public async Task The_reader_reads_what_was_written()
    {
        string[] cells = ["a,b;c\td", "say \"hi\"", "two\r\nlines", "=1+1", "توريد حواسيب", "供应\u3000计算机", "😀", "-5"];
        string[] columns = [.. cells.Select((_, n) => $"c{n}")];

        var written = await Write(columns, true, [.. Enumerable.Repeat<string?[]>(cells, 50)]);

        var rows = CsvRows.Read(Some.Stream(written)).ToList();
        Assert.Equal(50, rows.Count);
        Assert.All(rows, row => Assert.Equal(cells.Select(CsvRowWriter.Safe), row.Value!.Cells.Values));
        Assert.Equal(columns, rows[0].Value!.Cells.Keys);
    }

    [Fact]
    public void Whatever_the_cells_are_the_reader_finds_as_many_and_the_same() =>
        Prop.ForAll<string, string>((a, b) =>
        {
            var written = Write(["a", "b"], true, [a, b]).GetAwaiter().GetResult();
            var row = CsvRows.Read(Some.Stream(written)).Single().Value!.Cells;
            return row["a"] == Seen(a) && row["b"] == Seen(b);
        }).QuickCheckThrowOnFailure();

    // The reader trims; half a surrogate pair is not UTF-8.
    static string Seen(string? cell) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(CsvRowWriter.Safe(cell)))
        .Trim().Trim('\uFEFF', '\u200B');

    [Fact]
    public async Task A_row_that_does_not_fit_is_the_callers_mistake() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Write(["a", "b"], true, ["1"]));

    [Fact]
    public async Task Ten_thousand_rows_pass_through_some_kilobytes()
    {
        var rows = Enumerable.Repeat<IReadOnlyList<string?>>([new('x', 300), "y"], 10_000).ToAsyncEnumerable();

        Assert.InRange(await Written.LargestAsync(s => CsvRowWriter.WriteAsync(s, ["a", "b"], rows)), 1, 1 << 15);
    }
}
