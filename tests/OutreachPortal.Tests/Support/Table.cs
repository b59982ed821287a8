using System.Text.RegularExpressions;

namespace OutreachPortal.Tests.Support;

/// <summary>A CSV file of ours as rows under their header: every cell is quoted, a line end closes a row.</summary>
internal static partial class Table
{
    public static List<Dictionary<string, string>> Rows(string csv)
    {
        var lines = new List<List<string>> { new() };
        foreach (Match cell in Cell().Matches(csv))
        {
            lines[^1].Add(cell.Groups["text"].Value.Replace("\"\"", "\""));
            if (cell.Groups["end"].Length > 1) lines.Add([]);
        }
        return [.. lines[1..^1].Select(line =>
            lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    [GeneratedRegex("\"(?<text>(?:[^\"]|\"\")*)\"(?<end>,|\r\n)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cell();
}
