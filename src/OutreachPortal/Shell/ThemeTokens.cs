using System.Text;

namespace OutreachPortal.Shell;

/// <summary>A colour and its dark twin.</summary>
internal sealed record TwinColour(string Light, string Dark);

/// <summary>Design tokens: colours, and everything else (type, space, shape) as plain CSS values by name.</summary>
internal sealed record ThemeTokens
{
    public static readonly ThemeTokens None = new();

    public Dictionary<string, TwinColour> Colour { get; init; } = [];

    public Dictionary<string, string> Font { get; init; } = [];

    public Dictionary<string, string> Text { get; init; } = [];

    public Dictionary<string, string> Space { get; init; } = [];

    public Dictionary<string, string> Shape { get; init; } = [];

    /// <summary>These tokens, with a child theme's in place of those of the same name.</summary>
    public ThemeTokens With(ThemeTokens child) => new()
    {
        Colour = Merged(Colour, child.Colour),
        Font = Merged(Font, child.Font),
        Text = Merged(Text, child.Text),
        Space = Merged(Space, child.Space),
        Shape = Merged(Shape, child.Shape),
    };

    /// <summary>CSS custom properties: <c>--ink</c>, <c>--font-body</c>, <c>--text-3</c>, <c>--radius</c>.</summary>
    public string ToCss()
    {
        var css = new StringBuilder(":root{color-scheme:light dark;");
        Write(css, "", Colour.Select(colour => (colour.Key, colour.Value.Light)));
        Write(css, "font-", Font.Select(token => (token.Key, token.Value)));
        Write(css, "text-", Text.Select(token => (token.Key, token.Value)));
        Write(css, "space-", Space.Select(token => (token.Key, token.Value)));
        Write(css, "", Shape.Select(token => (token.Key, token.Value)));
        css.Append("}@media screen and (prefers-color-scheme:dark){:root{"); // paper stays white
        Write(css, "", Colour.Select(colour => (colour.Key, colour.Value.Dark)));
        return css.Append("}}").ToString();
    }

    static void Write(StringBuilder css, string prefix, IEnumerable<(string Name, string Value)> tokens)
    {
        foreach (var (name, value) in tokens)
            css.Append("--").Append(prefix).Append(name).Append(':').Append(value).Append(';');
    }

    static Dictionary<string, T> Merged<T>(Dictionary<string, T> parent, Dictionary<string, T> child)
    {
        var merged = new Dictionary<string, T>(parent);
        foreach (var (name, value) in child)
            merged[name] = value;
        return merged;
    }
}
