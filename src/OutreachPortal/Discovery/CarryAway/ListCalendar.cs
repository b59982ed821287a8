using NodaTime;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>The deadlines of a list as a calendar; what has none is left out.</summary>
internal static class ListCalendar
{
    static readonly Duration LookAgain = Duration.FromHours(6);

    public static Task WriteAsync(Stream stream, CarriedList list, CancellationToken cancellation)
    {
        var events = list.Results.Items.SelectMany(item => EventsOf(item, list)).ToAsyncEnumerable();
        return CalendarWriter.WriteAsync(stream, HeadOf(list), events, cancellation);
    }

    static EventCalendar HeadOf(CarriedList list) => new()
    {
        ProductId = "-//Outreach Portal//Opportunities//EN",
        Name = list.Title,
        Source = list.Self,
        RefreshInterval = LookAgain,
    };

    static IEnumerable<CalendarEvent> EventsOf(ResultItem item, CarriedList list)
    {
        if (item.Card is not { Deadline: { } deadline } card) yield break;
        yield return new CalendarEvent
        {
            Uid = $"{card.Id}@{list.Host}",
            Sequence = Math.Max(0, card.Trail.Entries - 1),
            Stamp = card.Trail.At,
            LastModified = card.Trail.At,
            Start = deadline.Instant,
            IsCancelled = item.Standing == Standing.Cancelled,
            Summary = list.TitleOf(card).Text,
            Description = list.TextOf(item),
            Url = list.AddressOf(card),
            Categories = [.. card.Categories.Select(list.Results.Names.Category)],
        };
    }
}
