using System.Collections.Frozen;

namespace OutreachPortal.Search;

/// <summary>
/// Traditional characters and the simplified ones that stand for them, where one stands for one: 2,850 pairs, facts of
/// CLDR's transform Traditional-Simplified as ICU applies it. Words that differ between regions do not meet by this.
/// </summary>
static class Simplified
{
    static readonly FrozenDictionary<char, char> Characters = Read();

    public static char Of(char c) => c >= '\u3400' && Characters.TryGetValue(c, out var simplified) ? simplified : c;

    // Pairs without anything between them, some on each line.
    static FrozenDictionary<char, char> Read()
    {
        using var stream = typeof(Simplified).Assembly.GetManifestResourceStream("traditional.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Where(c => c != '\n').Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1]);
    }
}
