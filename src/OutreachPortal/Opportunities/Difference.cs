using System.Globalization;

namespace OutreachPortal.Opportunities;

/// <summary>One thing that a version says otherwise than the one before.</summary>
/// <param name="Field">The name it has in the API.</param>
/// <param name="Before">Values that went: codes, or the lines of a text.</param>
/// <param name="After">Values that came.</param>
public sealed record Difference(string Field, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    /// <summary>The language of a text that there is in several.</summary>
    public string? Language { get; init; }

    /// <summary>A text of many lines, of which only those that changed are here.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsText => Field is "title" or "summary" or "body" or "notes";

    internal static IReadOnlyList<Difference> Between(Content before, Content after) =>
    [
        .. Values(before, after).Where(field => !field.Before.SequenceEqual(field.After)),
        .. InLanguages("title", before.Titles, after.Titles),
        .. InLanguages("summary", before.Summaries, after.Summaries),
        .. InLanguages("body", before.Bodies, after.Bodies),
        .. InLanguages("notes", before.Eligibility.Notes, after.Eligibility.Notes),
    ];

    /// <summary>The deadline first: it is what most readers come back for.</summary>
    static IEnumerable<Difference> Values(Content before, Content after)
    {
        Difference Of(string field, Func<Content, IEnumerable<string?>> values) => new(
            field, [.. values(before).OfType<string>()], [.. values(after).OfType<string>()]);
        return
        [
            Of("deadline", content => [content.Deadline is { } deadline ? WrittenOf(deadline) : null]),
            Of("reference", content => [content.Reference]),
            Of("type", content => [content.Type]),
            Of("grade", content => [content.Grade]),
            Of("organisation", content => [content.Organisation.Name]),
            Of("countries", content => [.. content.Countries, .. content.OtherPlaces]),
            Of("place", content => [content.Place]),
            Of("remote", content => [content.Remote ? "yes" : null]),
            Of("categories", content => content.Categories),
            Of("sdgs", content => [.. content.Sdgs.Select(goal => goal.ToString(CultureInfo.InvariantCulture))]),
            Of("registration", content => [content.Eligibility.Registration]),
            Of("languages", content => content.Eligibility.Languages),
            Of("nationalities", content => content.Eligibility.Nationalities),
            Of("groups", content => content.Eligibility.Groups),
            Of("encourages", content => content.Eligibility.Encourages),
            Of("documents", content => [.. content.Documents.Select(document => document.Title)]),
            Of("contact", content => [content.Contact?.Name, content.Contact?.Email, content.Contact?.Phone]),
            Of("link", content => [content.Link?.Url]),
        ];
    }

    /// <summary>Local time and zone, as the API and the table write it.</summary>
    static string WrittenOf(Deadline deadline) =>
        $"{NodaTime.Text.LocalDateTimePattern.GeneralIso.Format(deadline.Local)} {deadline.Zone}";

    static IEnumerable<Difference> InLanguages(string field, Texts before, Texts after)
    {
        foreach (var language in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (gone, come) = LineChanges.Between(
                before.GetValueOrDefault(language), after.GetValueOrDefault(language));
            if (gone.Count + come.Count > 0) yield return new(field, gone, come) { Language = language };
        }
    }
}
