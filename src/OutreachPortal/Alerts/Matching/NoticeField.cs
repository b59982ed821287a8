using OutreachPortal.Languages;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>One thing that a notice says, by the name the reader knows it under.</summary>
/// <param name="Phrase">Its name.</param>
/// <param name="Differs">Whether two contents say something else there that matters.</param>
/// <param name="TextOf">What it says; null where that is too long for a line.</param>
internal sealed record NoticeField(
    string Phrase, Func<Content, Content, bool> Differs, Func<Content, Words, Names, string?> TextOf)
{
    public static readonly IReadOnlyList<NoticeField> All =
    [
        Of("opportunity.deadline", content => content.Deadline, (content, words, _) => content.Deadline is { } deadline
            ? words.Dates.Moment(deadline.Local, deadline.Zone)
            : words["item.no-deadline"]),
        new("alert.field.title", (before, after) => TextChange.IsMaterial(before.Titles, after.Titles, mayBeLong: false),
            (content, words, _) => content.TitleIn(words.Language.Code)),
        Of("facet.type", content => content.Type, (content, words, _) => words.Find($"type.{content.Type}") ?? content.Type),
        Of("opportunity.grade", content => content.Grade, (content, words, _) => content.Grade ?? NotStated(words)),
        Of("opportunity.organisation", content => content.Organisation.Code, (content, _, _) => content.Organisation.Name),
        Of("opportunity.reference", content => content.Reference, (content, _, _) => content.Reference),
        Of("opportunity.where", content => (Set(content.Countries), Set(content.OtherPlaces), content.Place, content.Remote),
            (content, words, names) => List(words, Where(content, words, names))),
        Of("opportunity.categories", content => Set(content.Categories),
            (content, words, names) => List(words, content.Categories.Select(names.Category))),
        Of("opportunity.who", content => (Set(content.Eligibility.Nationalities), Set(content.Eligibility.Groups)), Who),
        Of("opportunity.registration", content => content.Eligibility.Registration, (content, words, _) =>
            content.Eligibility.Registration is { } code ? words.Find($"registration.{code}") ?? code : NotStated(words)),
        Of("opportunity.language", content => Set(content.Eligibility.Languages),
            (content, words, _) => List(words, content.Eligibility.Languages.Select(LanguageName.Of))),
        Of("facet.encourages", content => Set(content.Eligibility.Encourages), (content, words, _) =>
            List(words, content.Eligibility.Encourages.Select(whom => words.Find($"encourages.{whom}") ?? whom))),
        Of("opportunity.official", content => content.Link?.Url, (content, words, _) => content.Link?.Url ?? NotStated(words)),
        Of("opportunity.documents", content => string.Join('\n', content.Documents.Select(file => $"{file.Title}|{file.Url}")),
            (content, words, _) => List(words, content.Documents.Select(document => document.Title))),
        new("opportunity.summary", (before, after) => TextChange.IsMaterial(before.Summaries, after.Summaries, mayBeLong: true),
            (_, _, _) => null),
        new("opportunity.body", (before, after) => TextChange.IsMaterial(before.Bodies, after.Bodies, mayBeLong: true),
            (_, _, _) => null),
    ];

    static NoticeField Of<T>(string phrase, Func<Content, T> value, Func<Content, Words, Names, string?> text) =>
        new(phrase, (before, after) => !Equals(value(before), value(after)), text);

    static string Set(IEnumerable<string> codes) => string.Join(' ', codes.Distinct().Order(StringComparer.Ordinal));

    static string NotStated(Words words) => words["opportunity.not-stated"];

    static string List(Words words, IEnumerable<string> texts) =>
        texts.ToList() is { Count: > 0 } some ? words.List(some) : NotStated(words);

    static IEnumerable<string> Where(Content content, Words words, Names names) =>
    [
        .. content.Place is { Length: > 0 } town ? [town] : Array.Empty<string>(),
        .. content.Countries.Select(names.Country), .. content.OtherPlaces,
        .. content.Remote ? [words["remote.yes"]] : Array.Empty<string>(),
    ];

    static string Who(Content content, Words words, Names names)
    {
        var eligibility = content.Eligibility;
        List<string> rules = [];
        if (eligibility.Nationalities.Count > 0)
            rules.Add(words.With("opportunity.who.nationals", ("countries", words.List([.. eligibility.Nationalities.Select(names.Country)]))));
        if (eligibility.Groups.Count > 0)
            rules.Add(words.With("opportunity.who.groups", ("groups", words.List([.. eligibility.Groups.Select(names.Group)]))));
        return rules.Count > 0 ? words.List(rules) : words["opportunity.who.no-rule"];
    }
}
