using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>
/// An opening of the United States' government as the historical listing keeps it; it has no description.
/// </summary>
public sealed record UsaJobsOpening
{
    /// <summary><c>control_number</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Title of the position.</summary>
    public string? Title { get; init; }

    /// <summary>Department, agency and part of it, as far as named, the widest first.</summary>
    public IReadOnlyList<string> Organisation { get; init; } = [];

    /// <summary>Permanent, Term, Temporary, Internships …</summary>
    public string? AppointmentType { get; init; }

    /// <summary>Occupational series, number and name: <c>2210 - Information Technology Management</c>.</summary>
    public IReadOnlyList<string> Series { get; init; } = [];

    /// <summary>Who may apply (The public, Veterans …).</summary>
    public IReadOnlyList<string> HiringPaths { get; init; } = [];

    /// <summary>First day, a date.</summary>
    public required DeadlineText Opens { get; init; }

    /// <summary>Last day, a date.</summary>
    public required DeadlineText Closes { get; init; }

    /// <summary>Its page.</summary>
    public string? Url { get; init; }

    /// <summary>See <see cref="CanonicalJson.Hash"/>.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Reads a file that was found.</summary>
    public static IEnumerable<ImportRecord<UsaJobsOpening>> Read(ImportFile file) =>
        FileRecords.Read(file, stream => Read(stream, file.Format is ImportFormat.JsonLines));

    /// <summary>Reads a stream of UTF-8, left open; an opening without <c>control_number</c> is a problem.</summary>
    /// <param name="stream">The openings.</param>
    /// <param name="lines">True for JSON Lines.</param>
    public static IEnumerable<ImportRecord<UsaJobsOpening>> Read(Stream stream, bool lines = true) =>
        FileRecords.Of(lines ? JsonRecords.ReadLines(stream) : JsonRecords.Read(stream), Of)
            .Select(r => r.Value is { Id: "" } ? r with { Value = null, Problem = NoNumber } : r);

    const string NoNumber = "The opening has no control_number.";

    static readonly string[] Levels = ["department", "agency", "subagency"];

    static UsaJobsOpening Of(JsonElement json) => new()
    {
        Id = json.Text("control_number") ?? "",
        Title = json.Text("position_title"),
        Organisation = [.. Levels.Select(level => json.Text(level)).OfType<string>().Distinct()],
        AppointmentType = json.Text("appointment_type"),
        Series = json.Texts("occupation_series"),
        HiringPaths = json.Texts("hiring_paths"),
        Opens = DeadlineText.Read(json.Text("open_date")),
        Closes = DeadlineText.Read(json.Text("close_date")),
        Url = json.Text("usajobs_url"),
        ContentHash = CanonicalJson.Hash(json),
    };
}
