using System.Globalization;
using System.Text;

namespace OutreachPortal.Opportunities;

/// <summary>A reference as the readable tail of an address: letters, digits and hyphens of any script, short.</summary>
internal static class ReferenceSlug
{
    const int MaximumLength = 60;

    public static string Of(string reference)
    {
        var slug = new StringBuilder();
        foreach (var rune in reference.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (slug.Length >= MaximumLength) break;
            if (Rune.IsLetterOrDigit(rune)) slug.Append(Rune.ToLower(rune, CultureInfo.InvariantCulture).ToString());
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        return slug.ToString().Trim('-') is { Length: > 0 } tail ? tail : "notice";
    }
}
