namespace OutreachPortal.Shell;

/// <summary>
/// An address that a request hands over to go on to: only one of this portal. The framework's own check answers a
/// foreign one with a fault; here it is nothing, and whoever asked decides what then.
/// </summary>
internal static class LocalAddress
{
    public static string? Of(string? written)
    {
        if (written is not ['/', ..]) return null;
        var read = Uri.UnescapeDataString(written); // what a server behind us may read into it
        return IsLocal(written) && IsLocal(read) ? written : null;
    }

    // Browsers read a backslash as a slash, and drop line breaks.
    static bool IsLocal(string address) =>
        address is ['/'] or ['/', not '/', ..] && !address.Any(letter => letter == '\\' || char.IsControl(letter));
}
