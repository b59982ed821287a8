using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;
using NodaTime;
using static System.FormattableString;

namespace OutreachPortal.Discovery;

/// <summary>
/// Where a file of several parts goes on: the number of the part, and the moment of the first one, so that nothing is
/// passed over because something else closed in between. Opaque in the address.
/// </summary>
internal sealed record Place(int Part, Instant AsOf)
{
    const int MostParts = 1_000;
    static readonly Duration Longest = Duration.FromDays(1);

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Invariant($"{Part}.{AsOf.ToUnixTimeSeconds()}")));

    /// <returns>The beginning where nothing is given; null where it is none of ours, or older than a day.</returns>
    public static Place? Read(StringValues after, Instant now) => after.Count switch
    {
        0 => new Place(1, now),
        1 => Read(after[0] ?? "", now),
        _ => null,
    };

    static Place? Read(string text, Instant now)
    {
        if (!Base64Url.IsValid(text, out var length) || length > 32) return null;
        return Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.') is [var part, var asOf]
            && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 1 and <= MostParts
            && uint.TryParse(asOf, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Instant.FromUnixTimeSeconds(seconds) is var instant && instant <= now && now - instant <= Longest
                ? new Place(number, instant)
                : null;
    }
}
