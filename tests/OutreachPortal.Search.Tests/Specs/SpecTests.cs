using System.Text.Json;
using System.Text.RegularExpressions;

namespace OutreachPortal.Search.Tests;

/// <summary>
/// Runs the documents of this folder. A fence <c>documents</c> fills the shelf; <c>search</c>, <c>facets</c> and
/// <c>stored</c> hold one example per line, what is asked on the left of <c>→</c> and the answer on the right.
/// </summary>
public sealed partial class SpecTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Specs");

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.md").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_the_document_says_is_true(string name)
    {
        using var shelf = new Shelf();
        using var monitor = new QueryMonitor(Shelf.Schema);
        var examples = 0;
        foreach (Match fence in Fence().Matches(File.ReadAllText(Path.Combine(Folder, name))))
        {
            var lines = fence.Groups["body"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            foreach (var line in lines)
            {
                Run(fence.Groups["kind"].Value, line, shelf, monitor);
                examples++;
            }
        }

        Assert.True(examples > 5, "The document holds no examples.");
    }

    static void Run(string kind, string line, Shelf shelf, QueryMonitor monitor)
    {
        var sides = line.Split('→', 2, StringSplitOptions.TrimEntries);
        var said = kind switch
        {
            "documents" => Put(shelf, line),
            "search" => shelf.Find(sides[0]),
            "order" => Shelf.Ids(shelf.Search(sides[0])),
            "notes" => string.Join(' ', QueryText.Parse(sides[0], Shelf.Options).Notes.Select(note => note.Kind)),
            "facets" => Counts(shelf, sides[0]),
            "store" => $"{Store(monitor, sides[0])}",
            "match" =>
                string.Join(' ', monitor.Match(Scenario.Document(JsonDocument.Parse(sides[0]).RootElement)).Order()),
            _ => throw new InvalidOperationException($"No such fence: {kind}"),
        };
        Assert.True(kind == "documents" || said == sides[1], $"{line}\nsaid: {said}");
    }

    static string Put(Shelf shelf, string line)
    {
        shelf.Put(Scenario.Document(JsonDocument.Parse(line).RootElement));
        return "";
    }

    // "topic=a,b land=KE : topic" are the selections, and the facet that is counted.
    static string Counts(Shelf shelf, string asked)
    {
        var sides = asked.Split(':', StringSplitOptions.TrimEntries);
        var filters = sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('='))
            .Select(part => new SearchFilter(part[0], new AnyOf(part[0], part[1].Split(','))));
        var request = new SearchRequest { Filters = [.. filters], Facets = [new CodeFacet(sides[1])] };
        return string.Join(' ',
            shelf.Index.Search(request).Facets[sides[1]].Select(count => $"{count.Value}:{count.Count}"));
    }

    // "7 topic=a,b year=2020..2026 : road" is an id, codes, a range, a text.
    static string Store(QueryMonitor monitor, string asked)
    {
        var sides = asked.Split(':', 2, StringSplitOptions.TrimEntries);
        var words = sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var parts = words[1..].Select(part => part.Split('='))
            .ToLookup(part => part[1].Contains("..", StringComparison.Ordinal));
        var query = new StoredQuery
        {
            Codes = [.. parts[false].Select(part => new AnyOf(part[0], part[1].Split(',')))],
            Numbers = [.. parts[true].Select(part => new Between(part[0], End(part[1], 0), End(part[1], 1)))],
            Text = sides.Length > 1 ? Shelf.Text(sides[1]) : null,
        };
        return monitor.Add(long.Parse(words[0]), query)?.Kind.ToString() ?? "stored";
    }

    static long? End(string range, int end) =>
        range.Split("..")[end] is { Length: > 0 } number ? long.Parse(number) : null;

    [GeneratedRegex("```(?<kind>\\w+)\n(?<body>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();
}
