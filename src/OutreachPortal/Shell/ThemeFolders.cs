namespace OutreachPortal.Shell;

/// <summary>The folder themes/ beside the executable: a theme is a sub-folder with a theme.json. Data only.</summary>
internal sealed record ThemeFolders(string Root)
{
    const int DeepestFamily = 5;

    public static ThemeFolders BesideTheExecutable => new(Path.Combine(AppContext.BaseDirectory, "themes"));

    /// <summary>The theme as its family has it: the parents' tokens and sheets first.</summary>
    public Theme Open(string name)
    {
        var family = FamilyOf(name);
        var tokens = family.Aggregate(ThemeTokens.None, (all, manifest) => all.With(manifest.Tokens));
        return new Theme(name, tokens, [.. family.SelectMany(SheetsOf)]);
    }

    /// <summary>A sentence for the operator when the theme cannot be used; null when it can.</summary>
    public string? WrongWith(string name)
    {
        try
        {
            FamilyOf(name);
            return null;
        }
        catch (Exception e) when (e is ThemeException or System.Text.Json.JsonException)
        {
            return $"Portal:Theme is \"{name}\": {e.Message} Themes found in {Root}: {string.Join(", ", Names())}.";
        }
    }

    public IEnumerable<string> Names() => Directory.Exists(Root)
        ? Directory.EnumerateDirectories(Root).Where(HasManifest).Select(folder => Path.GetFileName(folder)!).Order()
        : [];

    List<ThemeManifest> FamilyOf(string name)
    {
        List<ThemeManifest> family = [];
        for (var next = name; next is not null; next = family[0].Parent)
        {
            if (family.Count == DeepestFamily)
                throw new ThemeException("its parents go round in a circle or more than five deep.");
            family.Insert(0, ManifestOf(next));
        }

        return family;
    }

    ThemeManifest ManifestOf(string name)
    {
        // A name, not a path: nothing outside themes/ can be opened through a setting.
        if (name != Path.GetFileName(name) || !HasManifest(Path.Combine(Root, name)))
            throw new ThemeException($"there is no theme \"{name}\" (a folder with a theme.json).");
        return ThemeManifest.Read(Path.Combine(Root, name, "theme.json"));
    }

    IEnumerable<string> SheetsOf(ThemeManifest manifest)
    {
        var assets = Path.Combine(manifest.Folder, "assets");
        return Directory.Exists(assets)
            ? Directory.EnumerateFiles(assets, "*.css").Order(StringComparer.Ordinal).Select(File.ReadAllText)
            : [];
    }

    static bool HasManifest(string folder) => File.Exists(Path.Combine(folder, "theme.json"));
}

/// <summary>A theme that cannot be used, with the sentence that says why.</summary>
internal sealed class ThemeException(string sentence) : Exception(sentence);
