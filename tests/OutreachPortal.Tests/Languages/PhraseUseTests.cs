using System.Text.RegularExpressions;
using OutreachPortal.Languages;

namespace OutreachPortal.Tests.Languages;

/// <summary>Reads the sources: keys asked for exist, keys that exist are asked for, no text stands in markup.</summary>
public sealed partial class PhraseUseTests
{
    static readonly string Sources = FolderOf("src", "OutreachPortal");
    static readonly IReadOnlyList<(string File, string Text)> Files =
    [
        .. Directory.EnumerateFiles(Sources, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs")
            .Where(file => !file.StartsWith(Path.Combine(Sources, "obj"), StringComparison.Ordinal))
            .Select(file => (Path.GetRelativePath(Sources, file), File.ReadAllText(file))),
    ];

    // Written for pages that stand next in the plan; a prefix leaves this list when its page asks for its keys.
    static readonly string[] Awaited = [];

    [Fact]
    public void Every_key_that_is_asked_for_exists()
    {
        var words = Phrases.For(Language.English);
        var asked = Files.SelectMany(file =>
            Asked().Matches(file.Text).Select(match => (file.File, Key: match.Groups["key"].Value)));

        Assert.Empty(asked.Where(use => !words.Has(use.Key)).Select(use => $"{use.File}: {use.Key}"));
    }

    [Fact]
    public void Every_key_is_asked_for()
    {
        var all = string.Concat(Files.Select(file => file.Text));
        var prefixes = Prefix().Matches(all).Select(match => match.Groups["prefix"].Value)
            .Concat(Listed().Matches(all).Select(match => $"{match.Groups["list"].Value}.")).ToHashSet();
        var unused = Phrases.For(Language.English).Keys.Where(key =>
            !all.Contains($"\"{key}\"", StringComparison.Ordinal)
            && !prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))
            && !Awaited.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)));

        Assert.Empty(unused);
    }

    [Fact]
    public void No_text_stands_in_markup()
    {
        var texts = Files.Where(file => file.File.EndsWith(".razor", StringComparison.Ordinal))
            .SelectMany(file => TextsIn(file.Text).Select(text => $"{file.File}: {text}"));

        Assert.Empty(texts);
    }

    [Theory]
    [InlineData("<p>Hello</p>", true)]
    [InlineData("<p>@Words[\"a.b\"]: <code>@Number</code></p>", true)]
    [InlineData("<p>@Words[\"a.b\"] · <code>@Number</code></p>", false)]
    [InlineData("<a title=\"Close\">@x</a>", true)]
    [InlineData("@if (a > b)\n{\n  <p>@(a < b ? c : d)</p>\n}\n", false)]
    [InlineData("@foreach (var item in Items)\n{\n  <p>@item.Name and more</p>\n}\n", true)]
    public void The_reader_of_markup_sees_text(string markup, bool hasText) =>
        Assert.Equal(hasText, TextsIn(markup).Any());

    static IEnumerable<string> TextsIn(string razor)
    {
        var markup = Code().Replace(razor, "");
        foreach (var cut in new[] { Comment(), Directive(), Statement(), Expression(), Brace() })
            markup = cut.Replace(markup, "");

        var attributes = SpokenAttribute().Matches(markup).Select(match => match.Groups["text"].Value);
        return Tag().Split(markup).Concat(attributes)
            .Where(text => text.Any(letter => char.IsLetter(letter) || IsPointed(letter)))
            .Select(text => text.Trim());
    }

    // French sets a space before a colon, Chinese a wide one: these signs are words too.
    static bool IsPointed(char sign) => ",;:.!?()".Contains(sign, StringComparison.Ordinal);

    static string FolderOf(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OutreachPortal.sln")))
            folder = folder.Parent!;
        return Path.Combine([folder.FullName, .. path]);
    }

    [GeneratedRegex(
        """\b[Ww]ords(?:\.With\(|\.Plural\(|\.Find\(|\[)\s*"(?<key>[^"]+)" """,
        RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Asked();

    [GeneratedRegex("""\$"(?<prefix>[a-z]+\.(?:[a-z-]+\.)*)\{""", RegexOptions.None, 1000)]
    private static partial Regex Prefix();

    [GeneratedRegex("""ords\.Of\("(?<list>[a-z]+)", """, RegexOptions.None, 1000)]
    private static partial Regex Listed();

    [GeneratedRegex(@"@code\s*\{.*\z", RegexOptions.Singleline, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("<!doctype[^>]*>|<!--.*?-->|<style>.*?</style>|@\\*.*?\\*@", RegexOptions.Singleline | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"^\s*@(?:inject|using|inherits|namespace|implements|attribute|typeparam|layout).*$",
        RegexOptions.Multiline, 1000)]
    private static partial Regex Directive();

    // @if (…), else if (…), @foreach (…), @switch (…), case …: on lines of their own.
    [GeneratedRegex(
        @"^\s*(?:@(?:if|foreach|for|switch|while)\b.*|else\b.*|case\b.*:|default:|break;|@?\{.*|var .*;)\s*$",
        RegexOptions.Multiline, 1000)]
    private static partial Regex Statement();

    // @name, @(…), @name.Of("…")[x]: with brackets nested to any depth.
    [GeneratedRegex("""
        @(?:\w[\w.!?]*)?
        (?:(?: \((?>[^()]+|(?<o>\()|(?<-o>\)))*(?(o)(?!))\) | \[(?>[^\[\]]+|(?<s>\[)|(?<-s>\]))*(?(s)(?!))\] )[\w.!?]*)*
        """, RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Expression();

    [GeneratedRegex("[{}]", RegexOptions.None, 1000)]
    private static partial Regex Brace();

    [GeneratedRegex("\\b(?:title|alt|placeholder|aria-label)=\"(?<text>[^\"]*)\"", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SpokenAttribute();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();
}
