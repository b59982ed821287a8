using System.Globalization;
using System.Text;
using OutreachPortal.Countries;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>
/// Judges notices of one source: resolves countries, zone and categories, and either makes content of a notice or says
/// in one sentence why not. What can be kept is kept; what is left out is a warning.
/// </summary>
internal sealed class Clerk(Source source, Atlas atlas, CategoryTree tree)
{
    const int MaximumCode = 80;

    readonly DeadlineRule _deadlines = new(source, atlas);

    public Judgement Judge(Notice written)
    {
        var warnings = new List<string>();
        var notice = NoticeLimits.Clean(written, warnings);
        if (notice.Titles.Count == 0) return Judgement.Refuse("It has no title.", warnings);
        var place = Whereabouts.Of(notice, source, atlas, warnings);
        var deadline = _deadlines.Read(notice, place, out var refusal);
        return refusal is null
            ? new Judgement(ContentOf(notice, place, deadline, warnings), null, warnings)
            : Judgement.Refuse(refusal, warnings);
    }

    /// <summary>
    /// A code that maps into the tree, or no code at all and a word of the tree in the title or first item.
    /// </summary>
    public bool IsIct(Notice written)
    {
        var notice = NoticeLimits.Clean(written, []);
        if (notice.Categories.Any(tree.Has)) return true;
        return notice.Codes.Count > 0
            ? notice.Codes.Any(code => tree.Map(code.Scheme, code.Code) is { Count: > 0 })
            : Texts(notice).Any(text => tree.Read(text).Count > 0);
    }

    Content ContentOf(Notice notice, Whereabouts place, Deadline? deadline, List<string> warnings)
    {
        var language = notice.Language ?? source.Language ?? notice.Titles.Keys.First();
        return new Content
        {
            Kind = notice.Kind,
            Type = notice.Type,
            Grade = notice.Grade,
            Reference = notice.Reference ?? notice.SourceId,
            Organisation = Name(notice.Organisation ?? source.Name, place.Buyer),
            Language = notice.Titles.ContainsKey(language) ? language : notice.Titles.Keys.First(),
            Titles = notice.Titles,
            Summaries = notice.Summaries,
            Bodies = notice.Bodies,
            Countries = place.Countries,
            CountryBasis = place.Basis,
            OtherPlaces = place.AsWritten,
            Place = notice.Place,
            Categories = Categories(notice, warnings),
            Codes = notice.Codes,
            Eligibility = notice.Eligibility,
            Documents = notice.Documents,
            Contact = notice.Contact,
            Link = Link(notice.Url, warnings),
            Deadline = deadline,
            InvitesAnswer = notice.InvitesAnswer,
        };
    }

    static IEnumerable<string> Texts(Notice notice) =>
        notice.FirstItem is null ? notice.Titles.Values : notice.Titles.Values.Append(notice.FirstItem);

    /// <summary>Codes decide; words of the title only where no code is of a classification that we know.</summary>
    IReadOnlyList<string> Categories(Notice notice, List<string> warnings)
    {
        foreach (var unknown in notice.Categories.Where(code => !tree.Has(code)))
            warnings.Add($"\"{CleanText.Line(unknown, 80)}\" is no category of the tree; it was left out.");
        var own = notice.Categories.Where(tree.Has).ToList();
        var known = notice.Codes.Where(code => tree.Knows(code.Scheme)).ToList();
        var mapped = known.Count > 0 ? known.SelectMany(code => tree.Map(code.Scheme, code.Code) ?? [])
            : own.Count > 0 ? []
            : Texts(notice).SelectMany(tree.Read);
        return [.. own.Concat(mapped).Distinct().Order(StringComparer.Ordinal)];
    }

    OfficialLink? Link(string? url, List<string> warnings)
    {
        if (url is null) return null;
        var trusted = source.Owns(url);
        if (!trusted)
            warnings.Add($"\"{CleanText.Line(url, 80)}\" is not an address of {source.Name}; it is shown as text.");
        return new OfficialLink(url, trusted);
    }

    /// <summary>Ministries of Health are many: the country is part of the code.</summary>
    static OrganisationName Name(string name, string? country)
    {
        var code = new StringBuilder(country is null ? "" : $"{country.ToLowerInvariant()}-");
        foreach (var letter in name.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark) continue;
            if (char.IsLetterOrDigit(letter)) code.Append(letter);
            else if (code.Length > 0 && code[^1] != '-') code.Append('-');
            if (code.Length >= MaximumCode) break;
        }
        return new(code.ToString().Trim('-') is { Length: > 0 } slug ? slug : "unnamed", name);
    }
}

/// <summary>Content, or the reason why there is none; and what was left out.</summary>
internal sealed record Judgement(Content? Content, string? Refusal, IReadOnlyList<string> Warnings)
{
    public static Judgement Refuse(string why, IReadOnlyList<string> warnings) => new(null, why, warnings);
}
