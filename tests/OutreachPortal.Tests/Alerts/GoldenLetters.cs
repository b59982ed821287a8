using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>
/// Letters that people have read. With UPDATE_GOLDEN set the files are written instead, to be read again before they are
/// committed.
/// </summary>
internal static class GoldenLetters
{
    static readonly string Folder = Path.Combine("tests", "OutreachPortal.Tests", "Alerts", "Golden");

    public static async Task CompareAsync(string name, string actual)
    {
        var file = Repository.At(Path.Combine(Folder, name));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is { Length: > 0 })
            await File.WriteAllTextAsync(file, actual);
        Assert.Equal(await File.ReadAllTextAsync(file), actual);
    }

    /// <summary>Without what only lays it out: spaces, ends of lines, marks of direction.</summary>
    public static string Said(string text) =>
        string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter != '\u200f'));
}
