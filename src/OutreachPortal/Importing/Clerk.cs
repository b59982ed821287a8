using System.Globalization;
using System.Text;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>
/// Judges notices of one source: resolves countries, zone and categories, and either makes content of a notice or says in
/// one sentence why not. What can be kept is kept; what is left out is a warning.
/// </summary>
internal sealed class Clerk(Source source, Atlas atlas, CategoryTree tree)
{
    const int MaximumTitle = 1_000;
    const int MaximumCode = 80;

    public Judgement Judge(Notice notice)
    {
        var warnings = new List<string>();
        var titles = Cut(notice.Titles, MaximumTitle);
        if (titles.Count == 0) return Judgement.Refuse("It has no title.", warnings);
        var place = Locate(notice, warnings);
        var deadline = Deadline(notice, place, warnings, out var refusal);
        if (refusal is not null) return Judgement.Refuse(refusal, warnings);
        var language = notice.Language ?? source.Language ?? titles.Keys.First();
        return new Judgement(new Content
        {
            Kind = notice.Kind,
            Type = notice.Type,
            Grade = notice.Grade,
            Reference = notice.Reference ?? notice.SourceId,
            Organisation = Name(notice.Organisation ?? source.Name, place.Buyer),
            Language = titles.ContainsKey(language) ? language : titles.Keys.First(),
            Titles = titles,
            Summaries = notice.Summaries,
            Bodies = notice.Bodies,
            Countries = place.Countries,
            CountryBasis = place.Basis,
            OtherPlaces = place.AsWritten,
            Place = notice.Place,
            Categories = Categories(notice),
            Codes = notice.Codes,
            Eligibility = notice.Eligibility,
            Documents = notice.Documents,
            Contact = notice.Contact,
            Link = Link(notice.Url, warnings),
            Deadline = deadline,
            InvitesAnswer = notice.InvitesAnswer,
        }, null, warnings);
    }

    /// <summary>A code that maps into the tree, or no code at all and a word of the tree in the title or first item.</summary>
    public bool IsIct(Notice notice) => notice.Codes.Count > 0
        ? notice.Codes.Any(code => tree.Map(code.Scheme, code.Code) is { Count: > 0 })
        : Texts(notice).Any(text => tree.Read(text).Count > 0);

    static IEnumerable<string> Texts(Notice notice) =>
        notice.FirstItem is null ? notice.Titles.Values : notice.Titles.Values.Append(notice.FirstItem);

    /// <summary>Codes decide; words of the title only where no code is of a classification that we know.</summary>
    IReadOnlyList<string> Categories(Notice notice)
    {
        var known = notice.Codes.Where(code => tree.Knows(code.Scheme)).ToList();
        var codes = known.Count > 0
            ? known.SelectMany(code => tree.Map(code.Scheme, code.Code) ?? [])
            : Texts(notice).SelectMany(tree.Read);
        return [.. codes.Distinct().Order(StringComparer.Ordinal)];
    }

    Whereabouts Locate(Notice notice, List<string> warnings)
    {
        var buyer = Resolve([notice.BuyerCountry], warnings);
        var stated = Resolve(notice.StatedCountries, warnings);
        if (stated.Any) return new(stated.Codes, stated.AsWritten, CountryBasis.Stated, stated.First, buyer.First);
        if (buyer.Any) return new(buyer.Codes, buyer.AsWritten, CountryBasis.Buyer, buyer.First, buyer.First);
        return source.Country is { } own
            ? new([own], [], CountryBasis.Source, own, own)
            : new([], [], CountryBasis.Source, null, null);
    }

    Resolution Resolve(IEnumerable<string?> written, List<string> warnings)
    {
        var codes = new List<string>();
        var asWritten = new List<string>();
        string? first = null;
        foreach (var name in written.Where(name => !string.IsNullOrWhiteSpace(name)).Distinct())
        {
            switch (atlas.Resolve(name))
            {
                case CountryMatch.Listed(var code):
                    if (!codes.Contains(code)) codes.Add(code);
                    first ??= code;
                    break;
                case CountryMatch.AsWritten(var code, var text):
                    asWritten.Add(text);
                    first ??= code;
                    break;
                default:
                    warnings.Add($"\"{Short(name!)}\" is not a country we know; it was left out.");
                    break;
            }
        }
        return new(codes, asWritten, first);
    }

    Deadline? Deadline(Notice notice, Whereabouts place, List<string> warnings, out string? refusal)
    {
        refusal = null;
        var country = notice.Kind == Kind.Job ? place.First : place.Buyer ?? source.Country;
        var zone = source.Zone is { } fix and not Source.ZoneOfCountry ? fix
            : source.Zone == Source.ZoneOfCountry && country is not null ? atlas.MainZoneOf(country) : null;
        switch (notice.Deadline)
        {
            case DeadlineText.None:
                return null;
            case DeadlineText.AtInstant(var at):
                return Opportunities.Deadline.At(at.ToInstant(), zone ?? ZoneOf(country) ?? FixedZone(at.Offset));
            case DeadlineText.AtZoned zoned:
                return Zoned(zoned, zone);
            case DeadlineText.Local(var local) when zone is not null:
                return new Deadline(local, zone);
            case DeadlineText.DateOnly(var date) when zone is not null:
                return Opportunities.Deadline.EndOf(date, zone);
            case DeadlineText.Unreadable(var sentence):
                refusal = sentence;
                return null;
            default:
                refusal = country is null
                    ? "Its deadline has no time zone, and neither the source nor a country gives one."
                    : $"Its deadline has no time zone, and \"{country}\" has no main zone in the country data.";
                return null;
        }
    }

    string? ZoneOf(string? country) => country is null ? null : atlas.MainZoneOf(country);

    /// <summary>The source's own zone is shown where it agrees with the zone that the text names.</summary>
    static Deadline Zoned(DeadlineText.AtZoned zoned, string? zone)
    {
        var named = zoned.Offset is { } offset
            ? Opportunities.Deadline.At(zoned.Value.WithOffset(offset).ToInstant(), zoned.ZoneId)
            : new Deadline(zoned.Value, zoned.ZoneId);
        if (zone is null) return named;
        var shown = Opportunities.Deadline.At(named.Instant, zone);
        return shown.Local == zoned.Value ? shown : named;
    }

    /// <summary>tz's fixed zones count westwards: Etc/GMT+4 is four hours behind UTC.</summary>
    static string FixedZone(Offset offset)
    {
        var hours = offset.Seconds / 3600;
        if (hours == 0 || offset.Seconds % 3600 != 0) return "Etc/UTC";
        var zone = $"Etc/GMT{(hours > 0 ? '-' : '+')}{Math.Abs(hours).ToString(CultureInfo.InvariantCulture)}";
        return Opportunities.Deadline.IsZone(zone) ? zone : "Etc/UTC";
    }

    OfficialLink? Link(string? url, List<string> warnings)
    {
        if (string.IsNullOrWhiteSpace(url)) return null;
        var trusted = source.Owns(url.Trim());
        if (!trusted) warnings.Add($"\"{Short(url)}\" is not an address of {source.Name}; it is shown as text.");
        return new OfficialLink(url.Trim(), trusted);
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
        return new(code.ToString().Trim('-'), name.Trim());
    }

    static Texts Cut(Texts texts, int most)
    {
        var cut = new Texts();
        foreach (var (language, text) in texts)
        {
            var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (line.Length > 0) cut[language] = line.Length > most ? string.Concat(line.AsSpan(0, most - 1), "…") : line;
        }
        return cut;
    }

    static string Short(string text) => text.Length <= 80 ? text.Trim() : string.Concat(text.AsSpan(0, 79).Trim(), "…");

    sealed record Resolution(List<string> Codes, List<string> AsWritten, string? First)
    {
        public bool Any => Codes.Count > 0 || AsWritten.Count > 0;
    }

    /// <summary>Where the work is, and which countries give a zone: of the work (jobs), of the buyer (tenders).</summary>
    sealed record Whereabouts(
        IReadOnlyList<string> Countries, IReadOnlyList<string> AsWritten, CountryBasis Basis, string? First, string? Buyer);
}

/// <summary>Content, or the reason why there is none; and what was left out.</summary>
internal sealed record Judgement(Content? Content, string? Refusal, IReadOnlyList<string> Warnings)
{
    public static Judgement Refuse(string why, IReadOnlyList<string> warnings) => new(null, why, warnings);
}
