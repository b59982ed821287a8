namespace OutreachPortal.Shell;

/// <summary>A theme with its parents merged in: tokens first, then the sheets in order.</summary>
internal sealed record Theme(string Name, ThemeTokens Tokens, IReadOnlyList<string> Sheets)
{
    public StyleSheet ToStyleSheet() => StyleSheet.Of(Tokens.ToCss() + string.Concat(Sheets));
}
