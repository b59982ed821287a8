using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>
/// Openings of the United States' government: titles, agencies, series and dates; there is no description.
/// </summary>
internal sealed class UsaJobsFormat : INoticeFormat
{
    public string Name => "usajobs";

    public IReadOnlyCollection<ImportFormat> Files => [ImportFormat.Json, ImportFormat.JsonLines];

    public IEnumerable<ImportRecord<SourceRecord>> Read(ImportFile file, ImportOrder order) =>
        UsaJobsOpening.Read(file).Select(read => read.As(opening => new SourceRecord
        {
            Source = new SourceHint(order.SourceKey),
            SourceId = opening.Id,
            Hash = opening.ContentHash,
            SaidAt = opening.Opens.AsUtc(),
            ToNotice = source => NoticeOf(opening, source),
        }));

    static Notice NoticeOf(UsaJobsOpening opening, Source source)
    {
        var language = source.Language ?? "en";
        return new Notice
        {
            SourceId = opening.Id,
            Kind = Kind.Job,
            Type = TypeOf(opening.AppointmentType),
            Language = language,
            Titles = Texts.Of(language, opening.Title),
            Organisation = OrganisationOf(opening),
            Codes = [.. opening.Series.Select(SeriesOf)],
            Eligibility = opening.HiringPaths.Count > 0
                ? new Eligibility { Notes = Texts.Of("en", string.Join(", ", opening.HiringPaths)) }
                : Eligibility.NotStated,
            Url = opening.Url,
            Deadline = opening.Closes,
            Published = opening.Opens.AsUtc(),
        };
    }

    /// <summary>
    /// The narrowest first, as a letterhead has it; the listing's heading for what stands under no department is none.
    /// </summary>
    static string? OrganisationOf(UsaJobsOpening opening) =>
        string.Join(
            ", ",
            opening.Organisation.Reverse().Where(name => !name.StartsWith("Other Agencies", StringComparison.Ordinal)))
            is { Length: > 0 } name ? name : null;

    /// <summary>
    /// The opening's words for the appointment. What may become permanent (recent graduates) is staff.
    /// </summary>
    static string TypeOf(string? appointment) => appointment?.Trim().ToLowerInvariant() switch
    {
        "temporary" or "term" or "temporary promotion" or "detail" or "summer" or "seasonal"
            or "intermittent" => "temporary",
        "internships" or "internship" => "intern",
        _ => "staff",
    };

    /// <summary><c>2210 - Information Technology Management</c>: the number is the code.</summary>
    static ClassificationCode SeriesOf(string series) =>
        series.Split('-', 2, StringSplitOptions.TrimEntries) is [var number, var name]
            ? new("OPM", number, name)
            : new("OPM", series);
}
