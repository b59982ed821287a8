using System.Collections.ObjectModel;
using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>A text with its versions in other languages, as OCDS writes them: <c>title</c>, <c>title_fr</c>.</summary>
/// <param name="Text">The version in the release's own language, or null.</param>
/// <param name="Others">The other versions by language code as <see cref="LanguageCode"/> spells it.</param>
public sealed record LocalText(string? Text, IReadOnlyDictionary<string, string> Others)
{
    /// <summary>A text in the release's own language alone.</summary>
    public LocalText(string? text)
        : this(text, ReadOnlyDictionary<string, string>.Empty)
    {
    }

    /// <summary>True when there is a text in any language.</summary>
    public bool HasAny => Text is not null || Others.Count > 0;

    internal static LocalText Of(JsonElement owner, string name)
    {
        var others = new Dictionary<string, string>(StringComparer.Ordinal);
        if (owner.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in owner.EnumerateObject()
                .Where(p => p.Name.StartsWith(name + "_", StringComparison.Ordinal)))
            {
                if (LanguageCode.Of(property.Name[(name.Length + 1)..]) is { } language
                    && property.Value.AsText() is { } text)
                    others[language] = text;
            }
        }

        return new(owner.Text(name), others);
    }
}
