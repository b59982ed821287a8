using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>
/// Job ads kept as Markdown files, a folder for each language. An ad in two languages is two opportunities: the files
/// are edited and archived one by one, and <c>translationKey</c> is not unique among them.
/// </summary>
internal sealed class MarkdownJobsFormat : INoticeFormat
{
    public string Name => "markdown-jobs";

    public IReadOnlyCollection<ImportFormat> Files => [ImportFormat.Markdown];

    public IEnumerable<ImportRecord<SourceRecord>> Read(ImportFile file, ImportOrder order)
    {
        var (folder, id) = PlaceOf(file);
        yield return MarkdownJobAd.Read(file).As(ad => new SourceRecord
        {
            Source = new SourceHint(order.SourceKey),
            SourceId = id,
            Hash = ad.ContentHash,
            SaidAt = ad.Date.AsUtc(),
            ToNotice = source => NoticeOf(ad, id, folder, source),
        });
    }

    /// <summary>
    /// The folder that the file lies in, and <c>folder/name.md</c>; a file named alone is looked up on disk.
    /// </summary>
    static (string Folder, string Id) PlaceOf(ImportFile file)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file.Path))) ?? "";
        var name = Path.GetFileName(file.Path);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) name = name[..^3];
        return (folder, $"{folder}/{name}");
    }

    static Notice NoticeOf(MarkdownJobAd ad, string id, string folder, Source source)
    {
        var language = LanguageCode.Of(folder) is { Length: 2 } code ? code : null;
        var written = language ?? source.Language ?? "en";
        return new Notice
        {
            SourceId = id,
            Kind = Kind.Job,
            Type = "staff",
            Reference = ad.LeverId is { } lever and not "null" ? lever : Path.GetFileNameWithoutExtension(id),
            Language = written,
            Titles = Texts.Of(written, Written.Shown(ad.Title)),
            Summaries = Texts.Of(written, Written.Summary(Written.Shown(ad.Description), ad.Title)),
            Bodies = Texts.Of(written, ad.Body),
            Url = ad.Fields.GetValueOrDefault("url"),
            Deadline = ad.Closes,
            Published = ad.Date.AsUtc(),
            State = ad.Archived ? State.Closed : State.Published,
            Doubts = language is null ? [$"\"{folder}\" is no language; the text was taken for \"{written}\"."] : [],
        };
    }
}
