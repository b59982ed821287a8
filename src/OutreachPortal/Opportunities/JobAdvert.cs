using System.Text.Encodings.Web;
using NodaTime;
using OutreachPortal.Exchange;

namespace OutreachPortal.Opportunities;

/// <summary>
/// An open job as search engines read it, in the language that its page shows. A closed job, a tender and a job of
/// which nobody says where it is have none.
/// </summary>
internal static class JobAdvert
{
    /// <summary>A data block: browsers read no script in it, and the content policy allows none.</summary>
    public static string? BlockOf(OpportunityFile file, Reader reader, string address) =>
        Of(file, reader, address) is { } job
            ? $"<script type=\"application/ld+json\">{JobPostingWriter.Write(job)}</script>"
            : null;

    public static JobPosting? Of(OpportunityFile file, Reader reader, string address)
    {
        var (content, card) = (file.Content, file.Card);
        if (content.Kind != Kind.Job || file.Standing != Standing.Open) return null;
        var job = new JobPosting
        {
            Title = content.TitleIn(reader.TextLanguage),
            Description = TextOf(content, reader.TextLanguage),
            DatePosted = card.Published.InUtc().Date,
            ValidThrough = content.Deadline?.ToOffsetDateTime(),
            EmploymentTypes = [EmploymentOf(content.Type)],
            HiringOrganization = new(content.Organisation.Name),
            Identifier = new(content.Organisation.Name, content.Reference),
            JobLocations = PlacesOf(content),
            IsTelecommute = content.Remote,
            ApplicantCountries = [.. content.Eligibility.Nationalities.Select(reader.Names.Country)],
            Url = address,
        };
        return job.JobLocations.Count > 0 || (job.IsTelecommute && job.ApplicantCountries.Count > 0) ? job : null;
    }

    /// <summary>A town belongs to one country only.</summary>
    static IReadOnlyList<PostalAddress> PlacesOf(Content content)
    {
        var town = content.Countries.Count == 1 ? content.Place : null;
        return [.. content.Countries.Select(country => new PostalAddress(country, town))];
    }

    /// <summary>What the page shows, and no more of it.</summary>
    static string TextOf(Content content, string language)
    {
        if (content.Bodies.In(language, content.Language) is { } body
            && Markup.Of(body.Text, NoticeText.MostBytes).Html is { } html) return html;
        var text = content.Summaries.In(language, content.Language)?.Text ?? content.TitleIn(language);
        return $"<p>{HtmlEncoder.Default.Encode(text)}</p>";
    }

    static string EmploymentOf(string type) => type switch
    {
        "staff" => "FULL_TIME",
        "temporary" => "TEMPORARY",
        "consultant" => "CONTRACTOR",
        "intern" => "INTERN",
        "volunteer" => "VOLUNTEER",
        _ => "OTHER",
    };
}
