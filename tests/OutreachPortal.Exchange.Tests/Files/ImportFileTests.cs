using System.Text;

namespace OutreachPortal.Exchange.Tests;

public sealed class ImportFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static string Text(ImportFile file)
    {
        using var reader = new StreamReader(file.Open());
        return reader.ReadToEnd();
    }

    [Fact]
    public void A_folder_gives_its_files_in_ordinal_order_and_names_the_rest()
    {
        _folder.Write("b/two.json", "{}");
        _folder.Write("B/one.jsonl.GZ", Some.Gzip("{}"u8.ToArray()));
        _folder.Write("a.json.gz", Some.Gzip("{}"u8.ToArray()));
        _folder.Write("README.md", "# no");
        _folder.Write(".hidden", "x");

        var found = ImportFolder.Find(_folder.Path, ImportFormat.Json, ImportFormat.JsonLines);

        Assert.Equal(["B/one.jsonl.GZ", "a.json.gz", "b/two.json"], found.Files.Select(f => f.RelativePath));
        Assert.Equal([".hidden", "README.md"], found.Ignored);
        Assert.Null(found.Problem);
    }

    [Fact]
    public void A_path_that_is_missing_or_of_another_format_is_a_problem()
    {
        _folder.Write("letter.docx", "x");

        Assert.Contains("There is no file", ImportFolder.Find("/no/such/path", ImportFormat.Json).Problem,
            StringComparison.Ordinal);
        Assert.Contains(".json", ImportFolder.Find(_folder.Path + "/letter.docx", ImportFormat.Json).Problem,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8"), InlineData("utf-16"), InlineData("utf-16BE"), InlineData("utf-32"), InlineData("utf-32BE")]
    public void A_byte_order_mark_decides_the_encoding(string encoding)
    {
        var writer = Encoding.GetEncoding(encoding);
        var text = "{\"title\":\"" + string.Concat(Enumerable.Repeat("مناقصة 招标 😀", 20000)) + "\"}";

        var file = _folder.Write("a.json", [.. writer.GetPreamble(), .. writer.GetBytes(text)]);

        Assert.Null(file.Check());
        Assert.Equal(text, Text(file));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_named_by_their_offset()
    {
        var bytes = Encoding.UTF8.GetBytes(new string('é', 70000));
        bytes[100_000] = 0xFF;

        Assert.Equal("The file is not UTF-8 at byte 100,000 (0xFF).", _folder.Write("a.csv", bytes).Check());
        Assert.Equal("The file is not UTF-8 at byte 3 (0xE9).", _folder.Write("b.csv", [.. "caf"u8, 0xE9]).Check());
        Assert.Equal("The file holds a NUL at byte 1; it is not text.", _folder.Write("c.csv", "a\0b"u8.ToArray())
            .Check());
    }

    [Fact]
    public void An_odd_byte_at_the_end_of_UTF_16_is_a_problem() =>
        Assert.Contains("UTF-16", _folder.Write("a.csv", [0xFF, 0xFE, 65, 0, 66]).Check(), StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_and_one_of_white_space_are_problems()
    {
        Assert.Equal("The file is empty (0 bytes).", _folder.Write("a.json", "").Check());
        Assert.Contains("white space", _folder.Write("b.json", " \n ").Check(), StringComparison.Ordinal);
        Assert.Contains("white space", _folder.Write("c.csv", " \n ").Check(), StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_of_several_members_is_one_text()
    {
        var file = _folder.Write("a.json.gz", Some.Gzip("{\"a\":"u8.ToArray(), "1}"u8.ToArray()));

        Assert.Null(file.Check());
        Assert.Equal("{\"a\":1}", Text(file));
    }

    [Theory]
    [InlineData(1), InlineData(8), InlineData(20), InlineData(3000)]
    public void Gzip_that_was_cut_off_is_a_problem_wherever_the_cut_is(int missing)
    {
        var text = string.Join('\n', Enumerable.Range(0, 20000).Select(n => Some.Release(n)));
        var packed = Some.Gzip(Encoding.UTF8.GetBytes(text));

        Assert.Null(_folder.Write("whole.jsonl.gz", packed).Check());
        Assert.Contains("cut off", _folder.Write("cut.jsonl.gz", packed[..^missing]).Check(), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_gzip_and_a_gz_that_is_none_are_problems()
    {
        var packed = Some.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 9999))));
        packed[packed.Length / 2] ^= 0x55;

        Assert.Contains("gzip", _folder.Write("a.csv.gz", packed).Check(), StringComparison.Ordinal);
        Assert.Equal("The file is named .gz but is not gzip.", _folder.Write("b.csv.gz", "a,b").Check());
    }

    [Fact]
    public void Gzip_is_known_by_its_first_bytes_too() =>
        Assert.Equal("a,b", Text(_folder.Write("a.csv", Some.Gzip("a,b"u8.ToArray()))));

    [Theory]
    [InlineData("{\"a\":1", "line 1")]
    [InlineData("{\"a\":1,}", "line 1, byte 8")]
    [InlineData("{\n\"a\":1\n\"b\":2}", "line 3, byte 1")]
    [InlineData("{\"a\":NaN}", "line 1, byte 6")]
    public void Broken_JSON_is_a_problem_with_line_and_byte(string json, string place) =>
        Assert.Contains(place, _folder.Write("a.json", json).Check(), StringComparison.Ordinal);

    [Fact]
    public void JSON_nested_65_deep_is_refused_and_64_is_not()
    {
        static string Nested(int depth) => new string('[', depth) + new string(']', depth);

        Assert.Null(_folder.Write("a.json", Nested(64)).Check());
        Assert.NotNull(_folder.Write("b.json", Nested(65)).Check());
    }

    [Fact]
    public void A_broken_line_of_JSON_Lines_is_left_to_the_reader() =>
        Assert.Null(_folder.Write("a.jsonl", "{}\n{\n{}").Check());

    [Fact]
    public void XML_with_a_DTD_is_refused_whatever_its_encoding_says()
    {
        const string Bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><channel>&a;</channel>";

        Assert.Contains("DTD", _folder.Write("a.xml", Bomb).Check(), StringComparison.Ordinal);
        Assert.Null(_folder.Write("b.xml", "<?xml version=\"1.0\" encoding=\"utf-16\"?><channel/>").Check());
        Assert.Contains("deeper",
            _folder.Write("c.xml", string.Concat(Enumerable.Repeat("<a>", 100))
                + string.Concat(Enumerable.Repeat("</a>", 100))).Check(), StringComparison.Ordinal);
    }
}
