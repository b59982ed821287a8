using NodaTime.Text;
using OutreachPortal.Languages;

namespace OutreachPortal.Opportunities;

/// <summary>
/// Differences in the reader's words: "Deadline: 3 May 2026, 16:00 Nairobi → 10 May 2026, 16:00 Nairobi".
/// </summary>
internal sealed class DifferenceWords(Reader reader)
{
    static readonly Dictionary<string, string> Labels = new()
    {
        ["deadline"] = "opportunity.deadline", ["reference"] = "opportunity.reference", ["type"] = "facet.type",
        ["grade"] = "opportunity.grade", ["organisation"] = "opportunity.organisation",
        ["countries"] = "facet.country", ["place"] = "opportunity.where", ["remote"] = "facet.remote",
        ["categories"] = "opportunity.categories", ["sdgs"] = "opportunity.sdgs",
        ["registration"] = "opportunity.registration", ["languages"] = "opportunity.language",
        ["nationalities"] = "opportunity.who", ["groups"] = "opportunity.who", ["notes"] = "opportunity.who",
        ["encourages"] = "facet.encourages", ["documents"] = "opportunity.documents",
        ["contact"] = "opportunity.contact", ["link"] = "opportunity.official", ["title"] = "opportunity.title",
        ["summary"] = "opportunity.summary", ["body"] = "opportunity.body",
    };

    Words Words => reader.Words;

    public string LabelOf(Difference difference)
    {
        var label = Words[Labels[difference.Field]];
        return difference.Language is { } language && language != reader.Visit.Language.Code
            ? Words.With("document.format-only", ("name", label), ("format", LanguageName.Of(language)))
            : label;
    }

    public string LineOf(Difference difference) => Words.With(
        "opportunity.history.change", ("field", LabelOf(difference)), ("old", ValueOf(difference, difference.Before)),
        ("new", ValueOf(difference, difference.After)));

    string ValueOf(Difference difference, IReadOnlyList<string> values) => values is []
        ? Words["opportunity.not-stated"]
        : string.Join(Words["list.comma"], values.Select(value => WordOf(difference.Field, value)));

    string WordOf(string field, string value) => field switch
    {
        "deadline" => MomentOf(value),
        "type" => Words.Of("type", value),
        "countries" or "nationalities" => reader.Names.Country(value),
        "groups" => reader.Names.Group(value),
        "categories" => reader.Names.Category(value),
        "sdgs" => Words.Of("sdg", value),
        "registration" => Words.Of("registration", value),
        "languages" => LanguageName.Of(value),
        "encourages" => Words.Of("encourages", value),
        "remote" => Words["remote.yes"],
        _ => value,
    };

    string MomentOf(string written)
    {
        var space = written.IndexOf(' ');
        var local = LocalDateTimePattern.GeneralIso.Parse(written[..space]).Value;
        return Words.Dates.Moment(local, written[(space + 1)..]);
    }
}
