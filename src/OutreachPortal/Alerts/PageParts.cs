namespace OutreachPortal.Alerts;

/// <summary>A way on from a page.</summary>
public sealed record PageLink(string Href, string Text);

/// <summary>One thing a page lists, with what can be done about it.</summary>
public sealed record PageItem(string Text, PageLink? Link = null);

/// <summary>What a click does: a POST.</summary>
public sealed record PageButton(string Action, string Text)
{
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    public bool IsQuiet { get; init; }
}
