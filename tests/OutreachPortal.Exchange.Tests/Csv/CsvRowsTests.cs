namespace OutreachPortal.Exchange.Tests;

public sealed class CsvRowsTests
{
    static List<ImportRecord<CsvRow>> Read(string csv, char? delimiter = null) =>
        [.. CsvRows.Read(Some.Stream(csv), delimiter)];

    [Theory]
    [InlineData("a,b\n1,2"), InlineData("a;b\n1;2"), InlineData("a\tb\r\n1\t2\r\n"), InlineData("a|b\r1|2"),
        InlineData(" a , b \n 1 ,\" 2 \"\n")]
    public void Rows_come_by_header_with_trimmed_values_whatever_the_delimiter(string csv)
    {
        var row = Assert.Single(Read(csv)).Value!;

        Assert.Equal("a=1 b=2", string.Join(' ', row.Cells.Select(c => $"{c.Key}={c.Value}")));
    }

    [Fact]
    public void A_given_delimiter_wins() =>
        Assert.Equal("1;2", Assert.Single(Read("a,b;c\n1;2,3", ',')).Value!.Cells["a"]);

    [Fact]
    public void Line_ends_may_be_mixed_and_stand_in_quotes_and_rows_keep_their_physical_line()
    {
        var rows = Read("a,b\r\n1,\"x\r\ny\nz\"\n\n2,\"say \"\"hi\"\"\"\r3,=cmd|' /C calc'!A0");

        Assert.Equal(["row 2", "row 6", "row 7"], rows.Select(r => r.Position));
        Assert.Equal("x\r\ny\nz", rows[0].Value!.Cells["b"]);
        Assert.Equal("say \"hi\"", rows[1].Value!.Cells["b"]);
        Assert.Equal("=cmd|' /C calc'!A0", rows[2].Value!.Cells["b"]);
    }

    [Fact]
    public void A_row_that_does_not_fit_is_a_problem_and_the_next_is_read()
    {
        var rows = Read("a,b\n1\n1,2,3\n1,2,,\n1,2");

        Assert.Equal([false, false, true, true], rows.Select(r => r.Problem is null));
        Assert.Equal("The row has 1 cells under a header of 2.", rows[0].Problem);
        Assert.Equal("The row has 3 cells under a header of 2.", rows[1].Problem);
    }

    [Fact]
    public void A_quote_that_never_closes_ends_the_file_and_names_its_row()
    {
        var rows = Read("a,b\n1,2\n3,\"open\n4,5\n6,7");

        Assert.Equal(2, rows.Count);
        Assert.Equal(("row 3", true), (rows[1].Position, rows[1].EndsFile));
        Assert.Contains("never closed", rows[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_never_closes_in_a_large_file_is_found_in_bounded_memory()
    {
        var parts = new[] { "a,b\n1,\""u8.ToArray() }.Concat(
            Enumerable.Repeat("more,and more\n"u8.ToArray(), 1_000_000));

        var record = Assert.Single(CsvRows.Read(new GeneratedStream(parts)));

        Assert.Equal(("row 2", true), (record.Position, record.EndsFile));
        Assert.Contains("4 MB", record.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_behind_a_closing_quote_is_a_problem_and_a_stray_quote_a_note()
    {
        var rows = Read("a,b\n\"x\"y,1\n5\" cable,2\n3,4");

        Assert.Contains("closing quote", rows[0].Problem, StringComparison.Ordinal);
        Assert.Equal("5\" cable", rows[1].Value!.Cells["a"]);
        Assert.Single(rows[1].Notes);
        Assert.Empty(rows[2].Notes);
    }

    [Fact]
    public void A_field_over_64_K_is_a_problem_and_one_of_64_K_is_not()
    {
        var rows = Read($"a\n{new string('x', CsvRows.MaxFieldLength)}\n{new string('x', CsvRows.MaxFieldLength + 1)}\nx");

        Assert.Equal([true, false, true], rows.Select(r => r.Problem is null));
    }

    [Fact]
    public void More_than_200_columns_are_refused()
    {
        static string Line(int columns) => string.Join(',', Enumerable.Range(0, columns).Select(n => $"c{n}"));

        Assert.Null(Assert.Single(Read(Line(200) + "\n" + Line(200))).Problem);
        Assert.Contains("201 columns", Assert.Single(Read(Line(201) + "\n1")).Problem, StringComparison.Ordinal);
        Assert.Contains("1,000,000", Assert.Single(Read("a\n" + new string(',', 999_999))).Problem,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_stand_twice_and_columns_without_name_get_one_of_their_own() =>
        Assert.Equal(["a", "a (2)", "column 3"], Assert.Single(Read("a,a,\n1,2,3")).Value!.Cells.Keys);

    [Fact]
    public void A_header_alone_gives_nothing() => Assert.Empty(Read("a,b\n"));
}
