using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Countries;
using OutreachPortal.Languages;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>Letters as people get them, of a few notices in several languages.</summary>
internal static class SampleLetters
{
    const string Site = "https://outreach.example";

    public static readonly Instant Now = Instant.FromUtc(2026, 11, 16, 5, 0);

    static readonly Guid First = new("00000000-0000-0000-0000-000000000001");
    static readonly Guid Second = new("00000000-0000-0000-0000-000000000002");

    static readonly Content Water = Some.Tender() with
    {
        Titles = new Texts
        {
            ["en"] = "Billing software for the water works", ["ar"] = "برنامج فواتير لمرفق المياه",
            ["zh"] = "水务计费软件",
        },
        Summaries = new Texts
        {
            ["en"] = "A system that reads meters and writes bills for 40,000 households, on site and in the cloud, with training "
                + "for the staff and support for three years.",
            ["ar"] = "نظام يقرأ العدادات ويصدر الفواتير لأربعين ألف أسرة.",
        },
        Eligibility = new Eligibility { Encourages = ["women", "ldc"] },
    };

    public static AlertLetter Daily(Names names, Language language) => Letter(LetterKind.Daily, names, language, 2, [
        ItemOf(Water, LetterNews.New, First, language),
        ItemOf(Some.Job() with { Remote = true }, LetterNews.New, Second, language),
        ItemOf(Some.Tender() with { Reference = "KTM/7", Countries = ["NP"], Deadline = null, Type = "eoi",
            Organisation = new("ktm", "Kathmandu Metropolitan City"), Titles = Texts.Of("en", "Fibre for 32 wards"),
            Summaries = [] }, LetterNews.New, First, language),
    ]) with { Total = 31 };

    public static AlertLetter Immediate(Names names, Language language) =>
        Letter(LetterKind.Immediate, names, language, 1, [ItemOf(Water, LetterNews.New, First, language)]);

    public static AlertLetter Changed(Names names, Language language)
    {
        var after = Water with
        {
            Deadline = new Deadline(new LocalDateTime(2026, 12, 8, 16, 0), "Africa/Nairobi"),
            Bodies = Texts.Of("en", "Now for 60,000 households."),
        };
        var changes = Amendment.Between(Water, after, null).In(ReaderOf(names, language));
        return Letter(LetterKind.Immediate, names, language, 1,
            [ItemOf(after, LetterNews.Changed, First, language) with { Changes = [.. changes] }]);
    }

    public static AlertLetter Cancelled(Names names, Language language) => Letter(LetterKind.Immediate, names, language, 1, [
        ItemOf(Water, LetterNews.Cancelled, First, language, State.Cancelled) with { Why = "The two works were merged." },
    ]);

    public static AlertLetter Closing(Names names, Language language) =>
        Letter(LetterKind.Immediate, names, language, 1, [ItemOf(Water, LetterNews.Closing, First, language)]);

    /// <summary>As long as notices come.</summary>
    public static AlertLetter Longest(Names names, Language language) => Letter(LetterKind.Weekly, names, language, 2, [
        .. Enumerable.Range(0, AlertLetter.MostItems).Select(number => ItemOf(Water with
        {
            Reference = $"N/{number}", Titles = Texts.Of("ru", string.Join(' ', Enumerable.Repeat("Поставка", 60))),
            Summaries = Texts.Of("ru", string.Join(' ', Enumerable.Repeat("оборудования", 90))), Language = "ru",
            Organisation = new("org", string.Join(' ', Enumerable.Repeat("Управление", 12))),
        }, LetterNews.New, First, language)),
    ]);

    static AlertLetter Letter(
        LetterKind kind, Names names, Language language, int alerts, IReadOnlyList<LetterItem> items)
    {
        var reader = ReaderOf(names, language);
        var sentences = new AlertSentence(reader.Words, names, code => code);
        LetterAlert[] all =
        [
            AlertOf(First, Criteria.Everything.With("group", "developing").With("kind", "tender") with { Query = "software" }),
            AlertOf(Second, Criteria.Everything.With("kind", "job").With("grade", "P-3")),
        ];
        return new AlertLetter
        {
            Kind = kind, Reader = reader, Now = Now, Portal = "Outreach Portal", Home = $"{Site}/{language.Code}",
            Items = items, Total = items.Count, Alerts = all[..alerts], Manage = $"{Site}/{language.Code}/alerts/manage",
        };

        LetterAlert AlertOf(Guid id, Criteria criteria) => new(
            id, sentences.Of(criteria), Site + reader.Visit.ToResults(criteria), $"{Site}/alerts/unsubscribe/{Token(id)}");
    }

    static LetterItem ItemOf(Content content, LetterNews news, Guid alert, Language language, State state = State.Published)
    {
        var item = Some.Opportunity(content.Reference, content.Kind);
        var card = new Card
        {
            Id = item.ShortId, Reference = content.Reference, Kind = content.Kind, Type = content.Type, Grade = content.Grade,
            Language = content.Language, Titles = content.Titles, Summaries = content.Summaries,
            Organisation = content.Organisation, Countries = content.Countries, Place = content.Place,
            Groups = content.Countries.Contains("NP") ? ["developing", "ldc"] : ["developing"],
            Encourages = content.Eligibility.Encourages, Remote = content.Remote, State = state, Published = Now,
            Deadline = content.Deadline, ClosesAt = content.Deadline?.Instant ?? Now + Duration.FromDays(90),
            SourceKey = Some.SourceKey, SourceId = content.Reference,
        };
        return new LetterItem
        {
            Card = card, News = news, Alert = alert, Address = $"{Site}/{language.Code}{card.Path}",
            Vote = $"{Site}/alerts/vote/{Token(alert)}/{card.Id}",
        };
    }

    static Reader ReaderOf(Names names, Language language) => new(new Visit(Phrases.For(language), "", ""), names);

    static string Token(Guid alert) => alert == First ? "AAAAAAAAAAAAAAAAAAAAAA" : "BBBBBBBBBBBBBBBBBBBBBB";
}
