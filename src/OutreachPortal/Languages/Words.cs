using System.Globalization;

namespace OutreachPortal.Languages;

/// <summary>
/// What the portal says in one language. <c>words["results.title"]</c> is a phrase, <see cref="With"/> fills its
/// placeholders, <see cref="Plural"/> picks the form that a number takes. An unknown key is our bug and throws.
/// </summary>
public sealed class Words
{
    readonly Phrases _phrases;
    readonly PluralRule _plural;

    internal Words(Language language, Phrases phrases)
    {
        Language = language;
        _phrases = phrases;
        _plural = PluralRule.Of(language);
        Numbers = new NumberWords(language);
        Dates = new DateWords(this);
    }

    public Language Language { get; }

    public NumberWords Numbers { get; }

    public DateWords Dates { get; }

    internal IEnumerable<string> Keys => _phrases.Keys;

    public string this[string key] => TextOf(key).Text;

    public bool Has(string key) => _phrases.Text(key) is not null || _phrases.Plural(key) is not null;

    /// <summary>The phrase if there is one: for keys made from data, which may be newer than the phrases.</summary>
    public string? Find(string key) => _phrases.Text(key)?.Text;

    /// <summary>
    /// The word for a code of a list (<c>type</c>, <c>encourages</c>), or the code where none is known.
    /// </summary>
    public string Of(string list, string code) => Find($"{list}.{code}") ?? code;

    public string With(string key, params (string Name, object Value)[] values) =>
        TextOf(key).Fill(name => ValueOf(name, values));

    public string Plural(string key, long n, params (string Name, object Value)[] values)
    {
        var forms = _phrases.Plural(key) ?? throw Missing(key);
        return forms[_plural.FormOf(Math.Abs(n))].Fill(name => name == "n" ? Numbers.Of(n) : ValueOf(name, values));
    }

    /// <summary>"a, b and c".</summary>
    public string List(IReadOnlyList<string> items) => items switch
    {
        [] => "",
        [var only] => only,
        _ => Join(string.Join(this["list.comma"], items.SkipLast(1)), items[^1]),
    };

    /// <summary>"a and b; c": of things that have an "and" of their own.</summary>
    public string Series(IReadOnlyList<string> items) => string.Join(this["list.semicolon"], items);

    /// <summary>
    /// "Funafuti, Tuvalu, Kiribati": Chinese sets a town off from its country with another sign than a list.
    /// </summary>
    public string Place(string? town, IReadOnlyList<string> countries) => string.Join(
        this["list.place"],
        new[] { town ?? "", string.Join(this["list.comma"], countries) }.Where(part => part.Length > 0));

    /// <summary>
    /// As it stands at the beginning: names of languages are small inside French, Spanish and Russian sentences.
    /// </summary>
    public static string Capital(string text) => text is "" ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>"240 kB", "1.4 MB": decimal units, as a reader's data plan counts.</summary>
    public string Size(long bytes) => bytes < 1_000_000
        ? With("size.kilobytes", ("n", Math.Max(1, bytes / 1000)))
        : With("size.megabytes", ("n", bytes / 1e6));

    // Spanish "y" becomes "e" before the sound i: Francia e India, but agua y hielo.
    string Join(string first, string last)
    {
        var key = Language.Code == "es" && StartsWithSoundI(last) ? "list.and-before-i" : "list.and";
        return With(key, ("first", first), ("last", last));
    }

    static bool StartsWithSoundI(string word) =>
        (StartsWith(word, "i") || StartsWith(word, "hi")) && !StartsWith(word, "hie");

    static bool StartsWith(string word, string letters) =>
        CultureInfo.InvariantCulture.CompareInfo.IsPrefix(word, letters, Loose);

    const CompareOptions Loose = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    Phrase TextOf(string key) => _phrases.Text(key) ?? throw Missing(key);

    KeyNotFoundException Missing(string key) => new($"There is no phrase \"{key}\" in {Language.Code}.");

    string ValueOf(string name, (string Name, object Value)[] values) =>
        Array.Find(values, value => value.Name == name).Value switch
        {
            null => throw new ArgumentException($"The placeholder {{{name}}} has no value.", nameof(values)),
            int n => Numbers.Of(n),
            long n => Numbers.Of(n),
            double n => Numbers.Of(n),
            var value => Foreign.Isolated(value.ToString() ?? "", Language),
        };
}
