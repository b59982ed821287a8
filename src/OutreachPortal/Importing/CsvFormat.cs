using System.Security.Cryptography;
using System.Text;
using NodaTime;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>Rows of a table, each a notice, as a map says which column means what.</summary>
internal sealed class CsvFormat : INoticeFormat
{
    public string Name => "csv";

    public IReadOnlyCollection<ImportFormat> Files => [ImportFormat.Csv];

    /// <summary>
    /// The caller's map and source come first; a source brings its map, a map its source, a format its only source.
    /// </summary>
    public ImportOrder Prepare(ImportOrder order, SourceRegister sources, out string? failure)
    {
        failure = null;
        if (order.MapFile is { } file)
            return FieldMap.Read(file, out failure) is { } given ? With(order, given, sources, out failure) : order;
        var source = order.SourceKey is { } key ? sources.Find(key) : sources.OnlyOneOf(Name);
        if (source?.Map is { } name)
            return FieldMap.OfName(name, out failure) is { } own
                ? With(order with { SourceKey = source.Key }, own, sources, out failure)
                : order;
        failure = order.SourceKey is { } unknown
            ? $"The source \"{unknown}\" has no map; --map must name a file that says which column means what."
            : "A table needs --map, a file that says which column means what, or --source, a source that has a map.";
        return order;
    }

    static ImportOrder With(ImportOrder order, FieldMap map, SourceRegister sources, out string? failure)
    {
        var key = order.SourceKey ?? map.Source;
        failure = key is null ? "Neither --source nor the map names the source of the rows." : null;
        return order with { SourceKey = key, Map = map };
    }

    public string? Misfit(ImportFile file, ImportOrder order)
    {
        var first = CsvRows.Read(file, order.Map!.Delimiter)
            .FirstOrDefault(read => read.Value is not null || read.EndsFile);
        if (first is { EndsFile: true, Problem: { } problem }) return problem;
        if (first?.Value is not { } row) return null;
        return order.Map.MissingFrom([.. row.Cells.Keys]) is { Count: > 0 } missing
            ? $"The map names {string.Join(", ", missing.Select(column => $"\"{column}\""))}, which the header lacks."
            : null;
    }

    public IEnumerable<ImportRecord<SourceRecord>> Read(ImportFile file, ImportOrder order) =>
        CsvRows.Read(file, order.Map!.Delimiter).Select(read => RecordOf(read, order));

    static ImportRecord<SourceRecord> RecordOf(ImportRecord<CsvRow> read, ImportOrder order)
    {
        var map = order.Map!;
        if (read.Value is not { } row) return read.As(_ => null);
        if (map["id"]!.Of(row) is not { } id)
            return new(read.Position, null)
            {
                Problem = "The row has no id, so nothing tells it from another.", Notes = read.Notes,
            };
        return read.As(cells => new SourceRecord
        {
            Source = new SourceHint(order.SourceKey),
            SourceId = id,
            Hash = HashOf(cells, map),
            SaidAt = RowNotice.Published(map, row, out _),
            ToNotice = source => RowNotice.Of(id, row, map, source),
        });
    }

    static string HashOf(CsvRow row, FieldMap map)
    {
        var text = new StringBuilder(map.Digest);
        foreach (var (column, cell) in row.Cells.OrderBy(cell => cell.Key, StringComparer.Ordinal))
            text.Append('\n').Append(column).Append('\t').Append(cell.Length).Append('\t').Append(cell);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
