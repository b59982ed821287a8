using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>Jobs of the feeds that ReliefWeb takes in: a duty station, a last day and a description in HTML.</summary>
internal sealed class ReliefWebFormat : INoticeFormat
{
    public string Name => "reliefweb";

    public IReadOnlyCollection<ImportFormat> Files => [ImportFormat.Xml];

    public IEnumerable<ImportRecord<SourceRecord>> Read(ImportFile file, ImportOrder order) =>
        ReliefWebJob.Read(file).Select(read => read.As(job => new SourceRecord
        {
            Source = new SourceHint(order.SourceKey),
            SourceId = job.Id,
            Hash = job.ContentHash,
            ToNotice = source => NoticeOf(job, source),
        }));

    static Notice NoticeOf(ReliefWebJob job, Source source)
    {
        var language = source.Language ?? "en";
        var body = HtmlToMarkdown.Convert(job.BodyHtml);
        var howToApply = HtmlToMarkdown.Convert(job.HowToApply);
        return new Notice
        {
            SourceId = job.Id,
            Kind = Kind.Job,
            Type = TypeOf(job),
            Language = language,
            Titles = Texts.Of(language, job.Title),
            Summaries = Texts.Of(language, Written.Summary(Written.Plain(body), job.Title)),
            Bodies = Texts.Of(language, string.Join("\n\n", new[] { body, howToApply }.Where(text => text.Length > 0))),
            // The feed names its organization by a number of ReliefWeb's only.
            Organisation = job.Source is { } number ? $"ReliefWeb source {number}" : null,
            StatedCountries = job.Countries,
            Place = job.Cities.Count > 0 ? string.Join(", ", job.Cities.Distinct()) : null,
            Url = job.Link,
            Deadline = job.Closes,
        };
    }

    /// <summary>Terms of ReliefWeb's vocabulary of job types; 263 is a plain job.</summary>
    static string TypeOf(ReliefWebJob job) => job.Terms.GetValueOrDefault("field_job_type") switch
    {
        ["264", ..] => "consultant",
        ["265", ..] => "intern",
        ["266", ..] => "volunteer",
        _ => "staff",
    };
}
