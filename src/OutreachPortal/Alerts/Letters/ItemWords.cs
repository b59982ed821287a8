using NodaTime;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>An item of a letter in words, in the order of an item of the results.</summary>
public sealed class ItemWords(AlertLetter letter, LetterItem item)
{
    const int LongestTitle = 200;
    const int LongestSummary = 160;
    const int LongestReason = 160;
    const int LongestChange = 320;
    const int MostPlaces = 2;

    static readonly char[] Breaks = [' ', '\t', '\n', '\v', '\f', '\r', '\u0085', '\u2028', '\u2029'];

    Words Words => letter.Reader.Words;

    Card Card => item.Card;

    public string Kind => $"{Words[$"kind.{Lower(Card.Kind)}"]} · {Words.Of("type", Card.Type)}";

    public TextIn Title => Cut(
        Card.Titles.In(letter.Reader.TextLanguage, Card.Language) ?? new(Card.Language, Card.Reference), LongestTitle);

    public TextIn? Summary => Card.Summaries.In(letter.Reader.TextLanguage, Card.Language) is { } summary
        && item.News is LetterNews.New or LetterNews.Changed
            ? Cut(summary, LongestSummary)
            : null;

    /// <summary>Organisation, place, groups.</summary>
    public IReadOnlyList<string> Who =>
        [Card.Organisation.Name, .. Place is { Length: > 0 } place ? [place] : Array.Empty<string>(), .. Groups];

    /// <summary>Null for what is new: the letter says so already.</summary>
    public string? News => item.News switch
    {
        LetterNews.New => null,
        LetterNews.Changed => Words["letter.news.changed"],
        LetterNews.Closing => Words["letter.news.closing"],
        var end => Words[$"letter.news.{WordOf(end)}"],
    };

    public string? Why => item.Why is { Length: > 0 } reason
        ? Words.With("band.reason", ("reason", Cut(reason, LongestReason)))
        : null;

    public IEnumerable<string> Changes => item.Changes.Select(change => Cut(change, LongestChange));

    /// <summary>
    /// The deadline at its place, and what is left until then; or what it is instead of open. Null for what is over:
    /// that is the news.
    /// </summary>
    public string? Closing => item.IsOver ? null : Card.StandingAt(letter.Now) switch
    {
        Standing.Open when Card.Deadline is { } deadline => Words.With(
            "letter.closes", ("when", Words.Dates.Moment(deadline.Local, deadline.Zone)),
            ("left", Words.Dates.Left(deadline.Instant - letter.Now))),
        Standing.Open => Words["item.no-deadline"],
        Standing.Closed when Card.Deadline is { } deadline && deadline.Instant <= letter.Now =>
            Words.With("item.closed-on", ("when", Words.Dates.Day(deadline.Local.Date))),
        var standing => Words[$"status.{Standings.WordOf(standing, Card.Kind)}"],
    };

    /// <summary>The same in UTC: who reads is seldom where it closes.</summary>
    public string? ClosingInUtc => Card.StandingAt(letter.Now) == Standing.Open && Card.Deadline is { } deadline
        ? Words.With("opportunity.in-utc", ("when", Words.Dates.Moment(deadline.Instant.InUtc().LocalDateTime)))
        : null;

    public IReadOnlyList<string> Marks => item.IsOver ? [] :
    [
        .. Card.Encourages.Count > 0
            ? [Words.With("item.encourages", ("whom", Words.Series([.. Card.Encourages.Select(whom => Words.Of("encourages", whom))])))]
            : Array.Empty<string>(),
        .. Card.Remote ? [Words["remote.yes"]] : Array.Empty<string>(),
    ];

    /// <summary>The alert it comes of, where the letter speaks for several.</summary>
    public string? For => letter.Alerts.Count > 1
        && letter.Alerts.FirstOrDefault(alert => alert.Id == item.Alert) is { } alert
        ? Words.With("letter.for", ("alert", alert.Sentence))
        : null;

    string WordOf(LetterNews end) =>
        end == LetterNews.Awarded && Card.Kind == Opportunities.Kind.Job ? "filled" : Lower(end);

    string? Place => Card.Countries.Count + Card.OtherPlaces.Count is var places && places > MostPlaces
        ? Words.Plural("item.several-countries", places)
        : Words.Place(
            places < MostPlaces ? Card.Place : null,
            [.. Card.Countries.Select(letter.Reader.Names.Country), .. Card.OtherPlaces]);

    IEnumerable<string> Groups => Card.Countries.Count > MostPlaces
        ? []
        : Card.Groups.Where(group => group != "developing").Select(letter.Reader.Names.ShortGroup);

    static TextIn Cut(TextIn text, int longest) => text with { Text = Cut(text.Text, longest) };

    /// <summary>
    /// On one line, at most so long, ending with a word where there are words. Spaces that must not break a line stay.
    /// </summary>
    internal static string Cut(string text, int longest)
    {
        var flat = string.Join(' ', text.Split(Breaks, StringSplitOptions.RemoveEmptyEntries));
        if (flat.Length <= longest) return flat;
        var end = flat.LastIndexOf(' ', longest - 1);
        if (end < longest / 2) end = char.IsHighSurrogate(flat[longest - 2]) ? longest - 2 : longest - 1;
        return $"{flat[..end].TrimEnd(' ', ',', ';', '.')}…";
    }

    static string Lower(Enum value) => value.ToString().ToLowerInvariant();
}
