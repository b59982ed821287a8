using System.Globalization;

namespace OutreachPortal.Languages;

/// <summary>An Accept-Language header (RFC 9110, 12.5.4). Never an error: what cannot be read is passed over.</summary>
internal static class AcceptedLanguages
{
    const int LongestHeader = 500;

    public static Language? BestOf(string? header)
    {
        if (header is null || header.Length > LongestHeader)
            return null;

        var ranges = header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Range.Read)
            .ToList();
        var refused = ranges.Where(range => range.Quality <= 0).Select(range => range.Language).ToHashSet();

        return ranges.Where(range => range.Quality > 0)
            .OrderByDescending(range => range.Quality) // a stable sort: the header's own order breaks ties
            .Select(range => range.IsAny ? Language.All.First(language => !refused.Contains(language)) : range.Language)
            .FirstOrDefault(language => language is not null);
    }

    readonly record struct Range(Language? Language, double Quality, bool IsAny)
    {
        public static Range Read(string text)
        {
            var parts = text.Split(';', StringSplitOptions.TrimEntries);
            var primary = parts[0].Split('-', '_')[0].ToLowerInvariant();
            return new Range(Language.Find(primary), QualityOf(parts), primary == "*");
        }

        static double QualityOf(string[] parts)
        {
            var stated = Array.Find(parts, part => part.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
            if (stated is null)
                return 1;

            var readable = double.TryParse(
                stated.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality);
            return readable && quality is >= 0 and <= 1 ? quality : 0;
        }
    }
}
