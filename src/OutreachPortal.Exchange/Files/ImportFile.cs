using System.Collections.Frozen;

namespace OutreachPortal.Exchange;

/// <summary>One file to read, opened as a stream of checked UTF-8 whatever its packing and encoding.</summary>
/// <param name="Path">Where it is on disk.</param>
/// <param name="RelativePath">
/// Its name below the folder that was asked for, with <c>/</c>; for issues and reports.
/// </param>
/// <param name="Format">What its name says it is.</param>
public sealed record ImportFile(string Path, string RelativePath, ImportFormat Format)
{
    internal static readonly FrozenDictionary<string, ImportFormat> Extensions = new Dictionary<string, ImportFormat>
    {
        [".json"] = ImportFormat.Json,
        [".jsonl"] = ImportFormat.JsonLines,
        [".csv"] = ImportFormat.Csv,
        [".tsv"] = ImportFormat.Csv,
        [".xml"] = ImportFormat.Xml,
        [".md"] = ImportFormat.Markdown,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The format a file name promises, with or without a closing <c>.gz</c>; null for any other name.
    /// </summary>
    public static ImportFormat? FormatOf(string name)
    {
        var plain = IsGzipName(name) ? name[..^3] : name;
        return Extensions.TryGetValue(System.IO.Path.GetExtension(plain), out var format) ? format : null;
    }

    /// <summary>
    /// Opens the file as UTF-8 without byte order mark: gzip unpacked (by name or by its first bytes), UTF-16 and
    /// UTF-32 transcoded when a byte order mark says so.
    /// </summary>
    /// <remarks>
    /// Reading throws <see cref="InvalidDataException"/> with a sentence where the bytes are not what they claim to
    /// be; every reader of this library turns it into a problem. After <see cref="Check"/> it cannot happen unless
    /// the file changes in between.
    /// </remarks>
    public Stream Open()
    {
        var raw = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            return CheckedText.Open(raw, IsGzipName(Path));
        }
        catch
        {
            raw.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The first of two passes: reads the whole file in constant memory and says in one sentence why it cannot be
    /// read (missing, empty, broken gzip, wrong encoding, NUL, broken JSON or XML), or null when it can.
    /// </summary>
    /// <remarks>
    /// JSON is checked as a whole so that nothing of a broken file is kept; of JSON Lines only packing and encoding
    /// are, because a broken line costs that line alone. CSV and Markdown have no syntax that a whole file could break.
    /// </remarks>
    public string? Check()
    {
        try
        {
            using var stream = Open();
            return Format switch
            {
                ImportFormat.Json => JsonScanner.Check(stream),
                ImportFormat.Xml => XmlText.Check(stream),
                _ => Drain(stream),
            };
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return e is InvalidDataException ? e.Message : $"The file cannot be read: {e.Message}";
        }
    }

    static string? Drain(Stream stream)
    {
        var buffer = new byte[1 << 16];
        var any = false;
        while (stream.Read(buffer) is > 0 and var read)
            any |= buffer.AsSpan(0, read).ContainsAnyExcept(" \t\r\n"u8);
        return any ? null : "The file holds nothing but white space.";
    }

    static bool IsGzipName(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
