using OutreachPortal.Languages;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>What a letter says around its items.</summary>
public sealed class LetterWords(AlertLetter letter)
{
    const int LongestSubject = 150;
    const int LongestOrganisation = 60;
    const int ShortestTitle = 20;

    Words Words => letter.Reader.Words;

    LetterItem First => letter.Items[0];

    /// <summary>The first item by name: whoever sees only the list of letters knows what came.</summary>
    public string Subject
    {
        get
        {
            var title = new ItemWords(letter, First).Title.Text;
            var whole = SubjectOf(title);
            return whole.Length <= LongestSubject
                ? whole
                : SubjectOf(ItemWords.Cut(
                    title, Math.Max(ShortestTitle, title.Length - (whole.Length - LongestSubject))));
        }
    }

    public string Intro => letter.Kind switch
    {
        LetterKind.Daily => Words.Plural("letter.intro.daily", letter.Total),
        LetterKind.Weekly => Words.Plural("letter.intro.weekly", letter.Total),
        _ when letter.Total > 1 => Words.Plural("letter.intro.several", letter.Total),
        _ => Words[$"letter.intro.{Name(First.News)}"],
    };

    public string? Rest => letter.More > 0 ? Words.Plural("letter.rest", letter.More) : null;

    public string Why => Words.Plural("letter.why", letter.Alerts.Count);

    public string Sender => Words.With("letter.sender", ("portal", letter.Portal));

    static string Name(LetterNews news) => news switch
    {
        LetterNews.New => "new",
        LetterNews.Changed => "changed",
        LetterNews.Closing => "closing",
        _ => "over",
    };

    string SubjectOf(string title)
    {
        var organisation = ItemWords.Cut(First.Card.Organisation.Name, LongestOrganisation);
        var subject = letter.Total > 1
            ? Words.Plural("letter.subject-more", letter.Total - 1, ("organisation", organisation), ("title", title))
            : Words.With("letter.subject", ("organisation", organisation), ("title", title));
        return Lead is { } lead ? Words.With("letter.subject-lead", ("lead", lead), ("subject", subject)) : subject;
    }

    /// <summary>What happened, or how much time is left.</summary>
    string? Lead => First.News == LetterNews.Closing && First.Card.Deadline is { } deadline
        ? Words.Capital(Words.Dates.Left(deadline.Instant - letter.Now))
        : new ItemWords(letter, First).News;
}
