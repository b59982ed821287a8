using NodaTime;
using NodaTime.Text;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>A list as a table. The names of the columns are a contract, like those of the API.</summary>
internal static class ListTable
{
    const string Between = "; ";

    static readonly (string Name, Func<ResultItem, CarriedList, string?> Cell)[] Columns =
    [
        ("id", (item, _) => item.Card.Id),
        ("reference", (item, _) => item.Card.Reference),
        ("kind", (item, _) => OpportunityIndex.Word(item.Card.Kind)),
        ("type", (item, _) => item.Card.Type),
        ("grade", (item, _) => item.Card.Grade),
        ("title", (item, list) => list.TitleOf(item.Card).Text),
        ("language", (item, list) => list.TitleOf(item.Card).Language),
        ("organisation", (item, _) => item.Card.Organisation.Name),
        ("countries", (item, _) => string.Join(Between, item.Card.Countries)),
        ("groups", (item, _) => string.Join(Between, item.Card.Groups)),
        ("categories", (item, _) => string.Join(Between, item.Card.Categories)),
        ("status", (item, _) => OpportunityIndex.Word(item.Standing)),
        ("published", (item, _) => InUtc(item.Card.Published)),
        ("deadline", (item, _) => item.Card.Deadline is { } deadline ? InUtc(deadline.Instant) : null),
        ("deadlineLocal", (item, _) => item.Card.Deadline is { } deadline ? ApiJson.Minute(deadline.Local) : null),
        ("zone", (item, _) => item.Card.Deadline?.Zone),
        ("officialUrl", (item, _) => item.Card.Link?.Url),
        ("url", (item, list) => list.AddressOf(item.Card)),
    ];

    public static Task WriteAsync(Stream stream, CarriedList list, CancellationToken cancellation) =>
        WriteAsync(stream, list, list.Results.Items.ToAsyncEnumerable(), cancellation);

    /// <summary>Other items than the list's own, one at a time.</summary>
    public static Task WriteAsync(
        Stream stream, CarriedList list, IAsyncEnumerable<ResultItem> items, CancellationToken cancellation) =>
        CsvRowWriter.WriteAsync(
            stream, [.. Columns.Select(column => column.Name)], items.Select(item => RowOf(item, list)),
            cancellation: cancellation);

    static string InUtc(Instant at) => InstantPattern.General.Format(at);

    static IReadOnlyList<string?> RowOf(ResultItem item, CarriedList list) =>
        [.. Columns.Select(column => column.Cell(item, list))];
}
