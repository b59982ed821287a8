using System.Text;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

public sealed class ThemeTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("themes").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_theme_takes_from_its_parent_what_it_does_not_say()
    {
        const string Ink = """{ "colour": { "ink": { "light": "#222", "dark": "#ddd" } } }""";
        Write("plain", """{ "name": "plain", "tokens": { "space": { "1": "4px" }, "text": { "1": "9px" } } }""", "a{}");
        Write("agency", $$"""{ "name": "agency", "parent": "plain", "tokens": {{Ink}} }""", "b{}");

        var theme = new ThemeFolders(_root).Open("agency");

        Assert.Equal("#222", theme.Tokens.Colour["ink"].Light);
        Assert.Equal("4px", theme.Tokens.Space["1"]);
        Assert.Equal(["a{}", "b{}"], theme.Sheets);
        Assert.Contains("--ink:#222;--text-1:9px;--space-1:4px;", theme.Tokens.ToCss(), StringComparison.Ordinal);
    }

    /// <summary>The steps of themes/default/README.md, done to the letter.</summary>
    [Fact]
    public void A_theme_made_by_the_steps_of_the_manual_works()
    {
        Copy("default");
        var manual = File.ReadAllText(Path.Combine(_root, "default", "README.md"));
        Write("agency", Block(manual, "json"), Block(manual, "css"));
        var themes = new ThemeFolders(_root);

        var sheet = Encoding.UTF8.GetString(themes.Open("agency").ToStyleSheet().Plain);

        Assert.Null(themes.WrongWith("agency"));
        Assert.Empty(Legibility.FaultsOf(themes.Open("agency")));
        Assert.Contains("--accent:#0a5c36;", sheet, StringComparison.Ordinal);
        Assert.Contains("--accent:#8fe0b0;", sheet, StringComparison.Ordinal);
        Assert.Contains("--ink:#15202b;", sheet, StringComparison.Ordinal);
        Assert.EndsWith("padding-inline-start:var(--space-3)}", sheet, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("../themes")]
    [InlineData("")]
    [InlineData("circle")]
    [InlineData("orphan")]
    [InlineData("broken")]
    public void A_theme_that_cannot_be_used_is_said_in_a_sentence(string name)
    {
        Write("circle", """{ "name": "circle", "parent": "circle" }""", "");
        Write("orphan", """{ "name": "orphan", "parent": "nobody" }""", "");
        Write("broken", "{", "");

        var sentence = new ThemeFolders(_root).WrongWith(name);

        Assert.StartsWith($"Portal:Theme is \"{name}\": ", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Portal:Theme", "nowhere", "there is no theme \"nowhere\"")]
    [InlineData("Portal:PublicUrl", "portal.example", "Portal:PublicUrl is \"portal.example\"")]
    [InlineData("Portal:PublicUrl", "https://portal.example/sub", "Portal:PublicUrl")]
    [InlineData("Portal:Name", " ", "Portal:Name is empty")]
    [InlineData("Portal:DataDirectory", "", "Portal:DataDirectory is empty")]
    public async Task A_wrong_setting_stops_the_start_and_names_its_key(string key, string value, string sentence)
    {
        await using var app = ShellHost.Build(builder => builder.WebHost.UseTestServer(), settings: (key, value));

        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());

        Assert.Contains(sentence, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_directory_stands_beside_the_content_root()
    {
        var app = ShellHost.Build(builder => builder.WebHost.UseTestServer());
        var options = app.Services.GetRequiredService<IOptions<PortalOptions>>().Value;

        Assert.Equal(Path.Combine(app.Environment.ContentRootPath, "App_Data").TrimEnd('/'), options.DataDirectory);
    }

    static string Block(string manual, string language)
    {
        var begin = manual.IndexOf($"```{language}", StringComparison.Ordinal) + language.Length + 3;
        return manual[begin..manual.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    void Copy(string name)
    {
        var from = Path.Combine(ThemeFolders.BesideTheExecutable.Root, name);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_root, name, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    void Write(string name, string manifest, string css)
    {
        var assets = Directory.CreateDirectory(Path.Combine(_root, name, "assets"));
        File.WriteAllText(Path.Combine(_root, name, "theme.json"), manifest);
        File.WriteAllText(Path.Combine(assets.FullName, "1.css"), css);
    }
}
