using System.Text.RegularExpressions;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests;

public sealed class HousePlanTests
{
    static readonly string Rooms = Path.Combine("src", "OutreachPortal");

    public static TheoryData<string> RoomsThatStand =>
        [.. Directory.GetDirectories(Repository.At(Rooms)).Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj"))];

    [Theory, MemberData(nameof(RoomsThatStand))]
    public void A_room_opens_only_doors_of_the_plan(string room)
    {
        Assert.Contains(room, HousePlan.Doors.Keys);

        Assert.Empty(Repository.Files(Path.Combine(Rooms, room), ".cs", ".razor").SelectMany(file =>
            HousePlan.Breaches(room, Path.GetRelativePath(Repository.At(Rooms), file).Replace('\\', '/'), File.ReadAllText(file))));
    }

    [Fact]
    public void What_every_page_imports_every_room_with_pages_may_open()
    {
        var imported = HousePlan.OpenedBy(File.ReadAllText(Repository.At(Path.Combine(Rooms, "_Imports.razor")))).ToList();
        var withPages = HousePlan.Doors.Keys.Where(room => Directory.Exists(Repository.At(Path.Combine(Rooms, room)))
            && Repository.Files(Path.Combine(Rooms, room), ".razor").Any());

        Assert.NotEmpty(imported);
        Assert.All(withPages, room => Assert.DoesNotContain(imported, other => other != room && !HousePlan.Doors[room].Contains(other)));
    }

    [Fact]
    public void No_project_hides_a_door_behind_a_using() => Assert.DoesNotContain(
        Repository.Files("src", ".csproj", ".props"), file => File.ReadAllText(file).Contains("<Using ", StringComparison.Ordinal));

    [Theory]
    [InlineData("using OutreachPortal.Publishing;")]
    [InlineData("@using OutreachPortal.Publishing")]
    [InlineData("using Work = OutreachPortal.Publishing.Publication;")]
    [InlineData("using static OutreachPortal.Publishing.Publication;")]
    [InlineData("var work = new OutreachPortal.Publishing.Publication();")]
    [InlineData("    Publishing.Publication? _work;")]
    [InlineData("@inject Publishing.Publication Work")]
    [InlineData("global using OutreachPortal.Data;")]
    public void A_planted_breach_is_found(string text) =>
        Assert.NotEmpty(HousePlan.Breaches("Discovery", "Discovery/Finder.cs", $"namespace X;\n{text}\n"));

    [Theory]
    [InlineData("using OutreachPortal.Opportunities;\nusing OutreachPortal.Search;")]
    [InlineData("// Publishing.Publication decides what becomes public")]
    [InlineData("/// <see cref=\"OutreachPortal.Publishing.Publication\"/>")]
    [InlineData("var sentence = \"Publishing.Publication is not a door\";")]
    [InlineData("@* Publishing.Publication *@")]
    [InlineData("item.Publishing.ToString()")]
    public void What_is_allowed_or_only_spoken_of_is_no_breach(string text) =>
        Assert.Empty(HousePlan.Breaches("Discovery", "Discovery/Finder.cs", text));

    [Fact]
    public void Doors_lead_only_downwards()
    {
        foreach (var (room, doors) in HousePlan.Doors)
        {
            foreach (var other in doors.Where(HousePlan.Doors.ContainsKey)) Assert.DoesNotContain(room, HousePlan.Doors[other]);
        }
    }

    [Theory]
    [InlineData("src/OutreachPortal.Search")]
    [InlineData("src/OutreachPortal.Exchange")]
    public void A_workshop_knows_no_word_of_the_portal(string workshop)
    {
        var words = new Regex($@"\b({string.Join('|', HousePlan.PortalWords)})\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

        Assert.Empty(Repository.Files(workshop, ".cs").SelectMany(file =>
            words.Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}")));
        Assert.Empty(Repository.Files(workshop, ".cs").SelectMany(file => HousePlan.OpenedBy(File.ReadAllText(file))
            .Where(HousePlan.Doors.ContainsKey)));
    }

    [Fact]
    public void Nothing_else_stands_at_the_top()
    {
        string[] allowed =
        [
            "OutreachPortal.sln", "README.md", "src", "tests", "themes", "recipes", "global.json", ".ci", ".editorconfig",
            ".gitignore", ".gitattributes", ".git",
        ];
        string[] ofAnEditor = [".vs", ".vscode", ".idea"];

        Assert.Empty(Directory.EnumerateFileSystemEntries(Repository.Root).Select(entry => Path.GetFileName(entry)!)
            .Except(allowed).Except(ofAnEditor));
    }

    [Fact]
    public void No_folder_has_a_name_that_says_nothing() => Assert.DoesNotContain(
        new[] { "src", "tests" }.SelectMany(top => Directory.EnumerateDirectories(Repository.At(top), "*", SearchOption.AllDirectories))
            .Where(folder => !Repository.IsBuilt(Path.GetRelativePath(Repository.Root, folder))),
        folder => HousePlan.RefusedFolders.Contains(Path.GetFileName(folder)));

    [Fact]
    public void No_file_is_longer_than_a_reader_follows() => Assert.Empty(
        Repository.Files("src", ".cs", ".razor").Where(file => !file.Contains("Migrations", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Count() > 300).Select(Path.GetFileName));
}
