namespace OutreachPortal.Shell;

/// <summary>The three ways in which an answer travels: every Accept-Encoding is read as one of them.</summary>
internal static class Encodings
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";
    public const string Identity = "identity";

    /// <summary>The smallest that the client takes. "br;q=0" is a refusal; any other weight is a yes.</summary>
    public static string BestOf(ReadOnlySpan<char> accepted) =>
        Takes(accepted, Brotli) ? Brotli : Takes(accepted, Gzip) ? Gzip : Identity;

    static bool Takes(ReadOnlySpan<char> accepted, ReadOnlySpan<char> encoding)
    {
        foreach (var range in accepted.Split(','))
        {
            var one = accepted[range];
            var weight = one.IndexOf(';');
            var name = (weight < 0 ? one : one[..weight]).Trim();
            if (name.Equals(encoding, StringComparison.OrdinalIgnoreCase))
                return weight < 0 || !IsNothing(one[(weight + 1)..].Trim());
        }

        return false;
    }

    /// <summary>q=0, q=0.0, q=0.00 or q=0.000 (RFC 9110, 12.4.2).</summary>
    static bool IsNothing(ReadOnlySpan<char> weight) =>
        weight.StartsWith("q=0", StringComparison.OrdinalIgnoreCase) && !weight[3..].ContainsAnyExcept("0.");
}
