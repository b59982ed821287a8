using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>A form in which a list can be carried away, at the address of the page and this ending.</summary>
/// <param name="Name">As its phrase calls it: <c>format.{name}</c>.</param>
/// <param name="Extension">What follows <c>opportunities.</c> in the address.</param>
/// <param name="ContentType">What the answer says of itself.</param>
/// <param name="IsFeed">The newest hundred, whatever page the reader looks at; else all in the reader's order.</param>
internal sealed record ListFormat(string Name, string Extension, string ContentType, bool IsFeed)
{
    const int EntriesOfFeed = 100;

    public static readonly ListFormat Atom = new("atom", "atom", AtomWriter.ContentType, IsFeed: true);
    public static readonly ListFormat Rss = new("rss", "rss", RssWriter.ContentType, IsFeed: true);
    public static readonly ListFormat Json = new("json", "json", JsonFeedWriter.ContentType, IsFeed: true);
    public static readonly ListFormat Calendar = new("calendar", "ics", CalendarWriter.ContentType, IsFeed: false);
    public static readonly ListFormat Table = new("csv", "csv", CsvRowWriter.ContentType, IsFeed: false);
    public static readonly ListFormat Releases = new("ocds", "ocds.json", OcdsReleaseWriter.ContentType, IsFeed: false);

    public static readonly IReadOnlyList<ListFormat> All = [Atom, Rss, Json, Calendar, Table, Releases];

    /// <summary>The content type without its parameters, for the type of a link.</summary>
    public string MediaType => ContentType.Split(';')[0];

    /// <summary>The criteria in the address of this form: the same text for everyone who means the same.</summary>
    public Criteria Canonical(Criteria criteria) =>
        IsFeed ? criteria.Scope : criteria.First;

    /// <summary>What is asked of the index.</summary>
    public Criteria Asked(Criteria criteria, int part, int most) => IsFeed
        ? criteria.Scope with { Sort = Sort.Newest, Size = EntriesOfFeed }
        : criteria with { Page = part, Size = most };
}
