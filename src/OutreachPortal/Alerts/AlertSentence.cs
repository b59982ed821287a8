using OutreachPortal.Languages;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// What an alert tells of, as one sentence in the reader's language: "New tenders in least developed countries that
/// mention “fibre”". Every parameter has its own piece, so that a language may put it its own way.
/// </summary>
internal sealed class AlertSentence(Words words, Names names, Func<string, string> organisation)
{
    static readonly string[] Kinds = ["tender", "job", "event"];

    public string Of(Criteria criteria) =>
        string.Join(Between(words["alerts.joint"]), Clauses(criteria).Prepend(Head(criteria)));

    public string Following(string title) => words.With("alerts.following", ("title", title));

    /// <summary>With "about 6 a month" behind it, where that is known.</summary>
    public static string WithNumber(Words words, string sentence, double? monthly) => monthly is { } number
        ? $"{sentence}{Between(words["alerts.expected"])}{Often(words, number)}"
        : sentence;

    /// <summary>
    /// What stands between two placeholders. The pieces are sentences of the same language: filled in, they would be
    /// set apart as if they were foreign for one word in them.
    /// </summary>
    static string Between(string phrase) => phrase[(phrase.IndexOf('}') + 1)..phrase.LastIndexOf('{')];

    static string Often(Words words, double monthly) => monthly < 1
        ? words["alerts.rarely"]
        : words.Plural("alerts.monthly", (long)Math.Round(monthly));

    string Head(Criteria criteria) => criteria["kind"] is [var kind] && Kinds.Contains(kind)
        ? words[$"alerts.new.{kind}"]
        : words["alerts.new.all"];

    IEnumerable<string> Clauses(Criteria criteria)
    {
        foreach (var facet in Criteria.Facets.Where(facet => facet is not ("kind" or "status")))
        {
            if (criteria[facet] is { IsEmpty: false } values)
                yield return facet == "remote" ? words["alerts.clause.remote"] : Clause(facet, [.. values]);
        }
        if (criteria.From is { } from) yield return words.With("alerts.clause.from", ("values", names.Country(from)));
        if (criteria.ClosingFrom is { } first)
            yield return words.With("alerts.clause.closing-from", ("values", words.Dates.Day(first)));
        if (criteria.ClosingTo is { } last)
            yield return words.With("alerts.clause.closing-to", ("values", words.Dates.Day(last)));
        if (criteria.Query is { } text) yield return words.With("alerts.clause.q", ("values", text));
    }

    string Clause(string facet, IReadOnlyList<string> values) =>
        words.With($"alerts.clause.{facet}", ("values", Or([.. values.Select(value => LabelOf(facet, value))])));

    string LabelOf(string facet, string value) => facet switch
    {
        "country" => names.Country(value),
        "group" => words.Find($"encourages.{value}") ?? names.Group(value),
        "category" => names.Category(value),
        "org" => organisation(value),
        "language" => LanguageName.In(words.Language, value),
        "grade" => value,
        _ => words.Find($"{facet}.{value}") ?? value,
    };

    string Or(IReadOnlyList<string> items) => items is [var only]
        ? only
        : words.With("alerts.or", ("first", string.Join(words["list.comma"], items.SkipLast(1))), ("last", items[^1]));
}
