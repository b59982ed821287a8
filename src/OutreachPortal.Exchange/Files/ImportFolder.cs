namespace OutreachPortal.Exchange;

/// <summary>
/// The files of a path: those of the wanted formats, in ordinal order of their relative paths, and the rest.
/// </summary>
/// <param name="Files">To be read.</param>
/// <param name="Ignored">
/// Relative paths of everything else, in the same order; links to folders are not followed.
/// </param>
/// <param name="Problem">One sentence when the path is missing or a folder cannot be opened; else null.</param>
public sealed record ImportFolder(IReadOnlyList<ImportFile> Files, IReadOnlyList<string> Ignored, string? Problem)
{
    /// <summary>
    /// Finds the files of <paramref name="path"/>: a file as it is, a folder with everything below it.
    /// </summary>
    /// <param name="path">A file or folder; relative paths are the process's.</param>
    /// <param name="formats">The formats wanted; a single file of another format becomes a problem.</param>
    public static ImportFolder Find(string path, params IReadOnlyCollection<ImportFormat> formats)
    {
        try
        {
            return Directory.Exists(path) ? OfFolder(path, formats)
                : File.Exists(path) ? OfFile(path, formats)
                : Nothing($"There is no file or folder \"{path}\".");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Nothing($"\"{path}\" cannot be opened: {e.Message}");
        }
    }

    static ImportFolder Nothing(string problem) => new([], [], problem);

    static ImportFolder OfFile(string path, IReadOnlyCollection<ImportFormat> formats)
    {
        var name = Path.GetFileName(path);
        return ImportFile.FormatOf(name) is { } format && formats.Contains(format)
            ? new([new ImportFile(path, name, format)], [], null)
            : Nothing($"\"{path}\" is not one of the files wanted here ({Names(formats)}, each also .gz).");
    }

    static ImportFolder OfFolder(string root, IReadOnlyCollection<ImportFormat> formats)
    {
        var all = new List<(string Full, string Relative)>();
        Collect(new DirectoryInfo(root), "", all);
        all.Sort((a, b) => string.CompareOrdinal(a.Relative, b.Relative));
        var files = new List<ImportFile>();
        var ignored = new List<string>();
        foreach (var (full, relative) in all)
        {
            if (ImportFile.FormatOf(relative) is { } format && formats.Contains(format))
                files.Add(new ImportFile(full, relative, format));
            else
                ignored.Add(relative);
        }

        return new(files, ignored, null);
    }

    // A link to a folder may lead back up: it is listed, not entered.
    static void Collect(DirectoryInfo folder, string prefix, List<(string Full, string Relative)> into)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var relative = prefix + entry.Name;
            if (entry is DirectoryInfo below && below.LinkTarget is null)
                Collect(below, relative + "/", into);
            else
                into.Add((entry.FullName, relative));
        }
    }

    static string Names(IReadOnlyCollection<ImportFormat> formats) =>
        string.Join(' ', ImportFile.Extensions.Where(e => formats.Contains(e.Value)).Select(e => e.Key));
}
