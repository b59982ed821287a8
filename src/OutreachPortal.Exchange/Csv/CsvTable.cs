using CsvHelper;

namespace OutreachPortal.Exchange;

/// <summary>The header and the rows below it, one after another.</summary>
internal sealed class CsvTable : IDisposable
{
    const string StrayQuote = "A quote inside an unquoted field was kept as text.";

    readonly CsvReader _reader;
    string[]? _header;
    CsvMalformedReason? _malformed;
    bool _over;

    public CsvTable(Stream stream, char? delimiter) => _reader = CsvReader.Create(stream, new CsvReaderOptions
    {
        Separator = delimiter,
        HasHeader = false,
        TrackLineNumbers = true,
        MaxRecordSize = CsvRows.MaxRowBytes,
        OnMalformedRecord = record => _malformed = record.Reason,
    }, leaveOpen: true);

    public ImportRecord<CsvRow>? Next()
    {
        if (_over) return null;
        try
        {
            _malformed = null;
            return !_reader.Read() ? null : _header is null ? Header() : Row();
        }
        catch (CsvFormatException e)
        {
            const int Limit = CsvRows.MaxRowBytes >> 20;
            return End(e.LineNumber, $"The row is longer than {Limit} MB, likely a quote that never closes.");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return End(_reader.LineNumber, e.Message);
        }
    }

    public void Dispose() => _reader.Dispose();

    ImportRecord<CsvRow> End(long line, string problem)
    {
        _over = true;
        return new($"row {line}", null) { Problem = problem, EndsFile = true };
    }

    ImportRecord<CsvRow>? Header()
    {
        var line = _reader.LineNumber;
        if (_reader.FieldCount > CsvRows.MaxColumns)
            return End(line, TooWide("The header", "columns", _reader.FieldCount));
        if (_malformed is not null) return End(line, $"The header cannot be read: {Reason}.");
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        _header = [.. Cells().Select((name, n) => Unique(seen, name.Length == 0 ? $"column {n + 1}" : name))];
        return Next();
    }

    static string Unique(Dictionary<string, int> seen, string name)
    {
        var nth = seen[name] = seen.GetValueOrDefault(name) + 1;
        return nth == 1 ? name : $"{name} ({nth})";
    }

    ImportRecord<CsvRow> Row()
    {
        var line = _reader.LineNumber;
        if (_malformed is CsvMalformedReason.UnterminatedQuote) return End(line, $"The row cannot be read: {Reason}.");
        if (ProblemOf(_reader.FieldCount) is { } wide) return new($"row {line}", null) { Problem = wide };
        var cells = Cells();
        if (Misfit(cells) is { } problem) return new($"row {line}", null) { Problem = problem };
        var row = _header!.Zip(cells).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal);
        return new($"row {line}", new((int)line, row))
        {
            Notes = _malformed is CsvMalformedReason.StrayQuote ? [StrayQuote] : [],
        };
    }

    static string TooWide(string what, string parts, int count) =>
        $"{what} has {count:N0} {parts}; more than {CsvRows.MaxColumns} are refused.";

    static string? ProblemOf(int fields) => fields > CsvRows.MaxColumns
        ? TooWide("The row", "cells", fields)
        : null;

    // Empty cells beyond the header are a spreadsheet's habit and mean nothing.
    string? Misfit(string[] cells)
    {
        if (_malformed is CsvMalformedReason.TextAfterClosingQuote) return $"The row cannot be read: {Reason}.";
        if (Array.FindIndex(cells, c => c.Length > CsvRows.MaxFieldLength) is >= 0 and var longest)
            return $"Cell {longest + 1} is longer than {CsvRows.MaxFieldLength:N0} characters.";
        return cells.Length < _header!.Length || cells.Skip(_header.Length).Any(c => c.Length > 0)
            ? $"The row has {cells.Length} cells under a header of {_header.Length}."
            : null;
    }

    string Reason => _malformed switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quote is never closed, and everything behind it was taken for text",
        CsvMalformedReason.TextAfterClosingQuote => "text stands behind a closing quote; a quote may be missing",
        _ => "a quote stands inside a field",
    };

    string[] Cells() => [.. Enumerable.Range(0, _reader.FieldCount)
        .Select(n => _reader.GetString(n).Trim().Trim('\uFEFF', '\u200B'))];
}
