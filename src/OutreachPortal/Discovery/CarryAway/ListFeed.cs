using OutreachPortal.Exchange;

namespace OutreachPortal.Discovery;

/// <summary>A list as a feed: Atom, RSS and JSON Feed say the same.</summary>
internal static class ListFeed
{
    /// <summary>Ids are tag URIs (RFC 4151) of the year in which the site began: no new address changes them.</summary>
    const int Since = 2026;

    public static Task WriteAsync(Stream stream, CarriedList list, CancellationToken cancellation)
    {
        var entries = list.Results.Items.Select(item => EntryOf(item, list)).ToAsyncEnumerable();
        return list.Format.Name switch
        {
            "atom" => AtomWriter.WriteAsync(stream, HeadOf(list), entries, cancellation),
            "rss" => RssWriter.WriteAsync(stream, HeadOf(list), entries, cancellation),
            _ => JsonFeedWriter.WriteAsync(stream, HeadOf(list), entries, cancellation),
        };
    }

    static Feed HeadOf(CarriedList list) => new()
    {
        Id = $"tag:{list.Host},{Since}:list/{list.Language}/{list.Criteria.Digest}",
        Title = list.Title,
        Subtitle = list.Words["portal.about"],
        Updated = list.Changed,
        Author = list.Portal.Name,
        Language = list.Language,
        Self = list.Self,
        Alternate = list.PageAddress,
    };

    static FeedEntry EntryOf(ResultItem item, CarriedList list)
    {
        var card = item.Card;
        var title = list.TitleOf(card);
        return new()
        {
            Id = $"tag:{list.Host},{Since}:opportunity/{card.Id}",
            Title = title.Text,
            Language = title.Language == list.Language ? null : title.Language,
            Updated = card.Trail.At,
            Published = card.Published,
            Summary = list.TextOf(item),
            Alternate = list.AddressOf(card),
            Categories =
                [.. card.Categories.Select(code => new FeedCategory(code, Label: list.Results.Names.Category(code)))],
        };
    }
}
