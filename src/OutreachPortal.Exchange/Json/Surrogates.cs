using System.Globalization;

namespace OutreachPortal.Exchange;

/// <summary>Escaped halves of surrogate pairs, which no string of .NET may hold alone.</summary>
internal static class Surrogates
{
    /// <summary>
    /// Overwrites every lone <c>\uD800</c>…<c>\uDFFF</c> of a JSON string with <c>\uFFFD</c>; how many.
    /// </summary>
    public static int Mend(Span<byte> json)
    {
        var mended = 0;
        for (var i = 0; i < json.Length - 1; i++)
        {
            if (json[i] != (byte)'\\') continue;
            var unit = Unit(json[i..]);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(Unit(json[(i + 6)..])))
            {
                i += 11;
            }
            else if (char.IsSurrogate(unit))
            {
                "fffd"u8.CopyTo(json[(i + 2)..]);
                mended++;
                i += 5;
            }
            else
            {
                i++;
            }
        }

        return mended;
    }

    static char Unit(ReadOnlySpan<byte> escape) =>
        escape.Length >= 6 && escape[0] == (byte)'\\' && escape[1] == (byte)'u'
        && ushort.TryParse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : '\0';
}
