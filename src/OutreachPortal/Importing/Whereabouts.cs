using OutreachPortal.Countries;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>Where the work is, and which countries give a zone: of the work (jobs), of the buyer (tenders).</summary>
internal sealed record Whereabouts(
    IReadOnlyList<string> Countries, IReadOnlyList<string> AsWritten, CountryBasis Basis, string? First, string? Buyer)
{
    /// <summary>The place of performance where one is stated, else the buyer's country, else the source's.</summary>
    public static Whereabouts Of(Notice notice, Source source, Atlas atlas, List<string> warnings)
    {
        var buyer = Resolve([notice.BuyerCountry], atlas, warnings);
        var stated = Resolve(notice.StatedCountries, atlas, warnings);
        if (stated.Any) return new(stated.Codes, stated.AsWritten, CountryBasis.Stated, stated.First, buyer.First);
        if (buyer.Any) return new(buyer.Codes, buyer.AsWritten, CountryBasis.Buyer, buyer.First, buyer.First);
        return source.Country is { } own
            ? new([own], [], CountryBasis.Source, own, own)
            : new([], [], CountryBasis.Source, null, null);
    }

    static Resolution Resolve(IEnumerable<string?> written, Atlas atlas, List<string> warnings)
    {
        var resolved = new Resolution([], []);
        foreach (var name in written.Where(name => !string.IsNullOrWhiteSpace(name)).Distinct())
        {
            switch (atlas.Resolve(name))
            {
                case CountryMatch.Listed(var code):
                    if (!resolved.Codes.Contains(code)) resolved.Codes.Add(code);
                    resolved.First ??= code;
                    break;
                case CountryMatch.AsWritten(var code, var text):
                    resolved.AsWritten.Add(text);
                    resolved.First ??= code;
                    break;
                default:
                    warnings.Add($"\"{CleanText.Line(name!, 80)}\" is not a country we know; it was left out.");
                    break;
            }
        }
        return resolved;
    }

    sealed record Resolution(List<string> Codes, List<string> AsWritten)
    {
        public string? First { get; set; }

        public bool Any => Codes.Count > 0 || AsWritten.Count > 0;
    }
}
