namespace OutreachPortal.Discovery;

/// <summary>The beginning of a text that may be long, ended at a word.</summary>
internal static class Excerpt
{
    public static string Of(string text, int most)
    {
        if (text.Length <= most) return text;
        var space = text.LastIndexOf(' ', most);
        var end = space > most / 2 ? space : most;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end).TrimEnd(), "…");
    }
}
