using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>
/// Open Contracting releases: a release with a <c>tender</c> object is an opportunity,
/// releases of one ocid merge by date.
/// </summary>
internal sealed partial class OcdsFormat : INoticeFormat
{
    public string Name => "ocds";

    public IReadOnlyCollection<ImportFormat> Files => [ImportFormat.Json, ImportFormat.JsonLines];

    /// <summary>Each release tells its source by its ocid or publisher.</summary>
    public ImportOrder Prepare(ImportOrder order, SourceRegister sources, out string? failure)
    {
        failure = null;
        return order;
    }

    public IEnumerable<ImportRecord<SourceRecord>> Read(ImportFile file, ImportOrder order)
    {
        foreach (var read in OcdsReader.Read(file)) yield return RecordOf(read, order);
    }

    public Notice Merge(IReadOnlyList<JsonElement> records, string sourceId, Source source) =>
        NoticeOf(OcdsRelease.From(ReleaseMerge.Merge(records)), sourceId, source);

    static ImportRecord<SourceRecord> RecordOf(ImportRecord<OcdsRelease> read, ImportOrder order)
    {
        if (read.Value is not { } release)
            return new(read.Position, null) { Problem = read.Problem, EndsFile = read.EndsFile, Notes = read.Notes };
        if (!release.HasTender) return new(read.Position, null) { Notes = read.Notes };
        if (release.Ocid is not { Length: > 0 } ocid)
            return new(read.Position, null)
            {
                Problem = "The release has no ocid, so nothing tells it from another.", Notes = read.Notes,
            };
        return new(read.Position, new SourceRecord
        {
            Source = new SourceHint(order.SourceKey, ocid, release.Publisher),
            SourceId = ocid,
            RecordId = release.Id ?? release.ContentHash,
            Hash = release.ContentHash,
            SaidAt = release.Date.AsUtc(),
            ToNotice = source => NoticeOf(release, ocid, source),
            Mergeable = release.Json,
        }) { Notes = read.Notes };
    }

    static Notice NoticeOf(OcdsRelease release, string ocid, Source source)
    {
        var tender = release.Tender!;
        var language = release.Language ?? source.Language ?? "en";
        var firstItem = tender.Items.Count > 0 ? tender.Items[0].Description.Text : null;
        var title = tender.Title.Text ?? firstItem ?? FirstLine(tender.Description.Text);
        var buyer = release.Buyer;
        return new Notice
        {
            SourceId = ocid,
            Kind = Kind.Tender,
            Type = NoticeTypes.Read(tender.ProcurementMethodDetails, title),
            Reference = tender.Id,
            Language = language,
            Titles = Written.In(language, title, tender.Title.Others),
            Summaries = Written.In(
                language, Written.Summary(tender.Description.Text, title), tender.Description.Others),
            Bodies = Written.In(language, Written.Body(tender.Description.Text), []),
            FirstItem = firstItem,
            Organisation = buyer?.Name ?? release.ProcuringEntity?.Name,
            BuyerCountry = buyer?.CountryCode ?? buyer?.CountryName ?? release.ProcuringEntity?.CountryName,
            StatedCountries = [.. tender.Places.Select(place => place.Name).OfType<string>()],
            Place = buyer?.Locality,
            Codes = [.. tender.Codes.SelectMany(CodesOf).Distinct()],
            Eligibility = tender.EligibilityCriteria is { } who
                ? new Eligibility { Notes = Texts.Of(language, who) }
                : Eligibility.NotStated,
            Documents = [.. tender.Documents.Select(document => DocumentOf(document, language))],
            Contact = ContactOf(buyer),
            Url = tender.Url ?? tender.Documents.FirstOrDefault(document => document.Type == "tenderNotice")?.Url,
            Deadline = DeadlineText.Read(tender.TenderPeriodEnd),
            InvitesAnswer = OcdsLife.InvitesAnswer(release),
            Published = release.Date.AsUtc(),
            State = OcdsLife.StateOf(release),
            Why = tender.Amendments is [.., var last] ? last.Rationale : null,
        };
    }

    /// <summary>Canada names several codes in one description: <c>D302A: Informatics, D307A: Training</c>.</summary>
    static IEnumerable<ClassificationCode> CodesOf(OcdsCode code)
    {
        if (code is not { Scheme: { } scheme, Id: { } id }) yield break;
        yield return new ClassificationCode(scheme, id, code.Description);
        foreach (Match more in CodeInDescription().Matches(code.Description ?? ""))
            yield return new ClassificationCode(scheme, more.Groups["code"].Value);
    }

    [GeneratedRegex(
        @", (?<code>[A-Z]{0,2}[0-9][0-9A-Z]{0,9}): ",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex CodeInDescription();

    static Document DocumentOf(OcdsDocument document, string language) => new(
        document.Title.Text ?? Written.FileName(document.Url ?? document.Id) ?? "—",
        document.Url ?? document.Id, document.Format, null, document.Language ?? language);

    static Contact? ContactOf(OcdsOrganization? buyer) =>
        buyer is null or { ContactName: null, ContactEmail: null, ContactTelephone: null }
            ? null
            : new Contact(buyer.ContactName, buyer.ContactEmail, buyer.ContactTelephone);

    static string? FirstLine(string? text) => text?.Split('\n', 2)[0];
}

/// <summary>What tags and status of a release, merged with those before it, say about its life.</summary>
internal static class OcdsLife
{
    /// <summary>Where several apply: withdrawn, cancelled, awarded, closed.</summary>
    public static State StateOf(OcdsRelease release)
    {
        var status = release.Tender?.Status?.ToLowerInvariant();
        if (status == "withdrawn") return State.Withdrawn;
        if (status == "cancelled" || release.Tags.Contains("tenderCancellation")) return State.Cancelled;
        if (release.Tags.Any(IsAfterTheDecision)) return State.Awarded;
        return status is "unsuccessful" or "complete" ? State.Closed : State.Published;
    }

    /// <summary>A plan can not be answered yet.</summary>
    public static bool InvitesAnswer(OcdsRelease release) =>
        release.Tender?.Status?.ToLowerInvariant() is not ("planning" or "planned")
        && !(release.Tags.Count > 0 && release.Tags.All(tag => tag.StartsWith("planning", StringComparison.Ordinal)));

    static bool IsAfterTheDecision(string tag) =>
        tag.StartsWith("award", StringComparison.Ordinal) || tag.StartsWith("contract", StringComparison.Ordinal);
}
