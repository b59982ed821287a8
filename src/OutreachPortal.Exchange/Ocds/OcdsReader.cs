using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>Reads the releases of OCDS files of any shape, one in memory at a time.</summary>
/// <remarks>
/// Shapes: release package, record package, a bare release, a bare record, an array of any of these, several of them
/// one after another, and one on each line. A record counts its embedded releases; if it only links to them, its
/// compiled release; else it is one record without value, with a note.
/// </remarks>
public static class OcdsReader
{
    const string NoRelease = "The object is no OCDS release: it has neither ocid nor id nor tender.";

    const string Linked = "The record only links to its releases and has no compiledRelease: nothing to read.";

    /// <summary>Reads a file that was found; see <see cref="ImportFile.Check"/> for the pass before.</summary>
    public static IEnumerable<ImportRecord<OcdsRelease>> Read(ImportFile file)
    {
        var late = new Lazy<string?>(() => FileRecords.Read(file, s => PublisherOf(s)).FirstOrDefault()?.Value);
        return FileRecords.Read(file, s => Read(s, file.Format is ImportFormat.JsonLines).Select(r => r switch
        {
            { Value: { Publisher: null } release } when file.Format is ImportFormat.Json && late.Value is { } name =>
                r with { Value = release with { Publisher = name } },
            _ => r,
        }));
    }

    // A package may name its publisher behind its releases: then, and only then, the file is looked through once more.
    static IEnumerable<ImportRecord<string>> PublisherOf(Stream stream) =>
        JsonRecords.Read(stream, Arrays, Kept)
            .Where(r => r.Value is { EndsPackage: true })
            .Select(r => new ImportRecord<string>(r.Position, PublisherOf(r.Value!)));

    static string? PublisherOf(JsonRecord record) => record.Package.GetValueOrDefault("publisher").Text("name");

    /// <summary>Reads a stream of UTF-8.</summary>
    /// <param name="stream">Left open.</param>
    /// <param name="lines">True for JSON Lines, where a broken line costs that line only.</param>
    public static IEnumerable<ImportRecord<OcdsRelease>> Read(Stream stream, bool lines = false)
    {
        var records = lines ? JsonRecords.ReadLines(stream) : JsonRecords.Read(stream, Arrays, Kept);
        var (any, found) = (false, false);
        foreach (var record in records)
        {
            if (record.Value is { EndsPackage: false } value)
            {
                any = true;
                foreach (var release in Releases(record, value))
                {
                    found = true;
                    yield return release;
                }
            }
            else if (record.Value is { } end)
            {
                if (any && !found) yield return Compiled(record.Position, end);
                (any, found) = (false, false);
            }
            else
            {
                yield return new(record.Position, null) { Problem = record.Problem, EndsFile = record.EndsFile };
            }
        }
    }

    static readonly string[] Arrays = ["releases", "records"];

    static readonly string[] Kept = ["publisher", "compiledRelease"];

    // A link among a package's releases yields nothing; whether anything stood beside it is known at the end.
    static IEnumerable<ImportRecord<OcdsRelease>> Releases(ImportRecord<JsonRecord> record, JsonRecord value)
    {
        var publisher = PublisherOf(value);
        var found = value.Within switch
        {
            "releases" => IsLink(value.Element) ? [] : [Release(record.Position, value.Element, publisher)],
            "records" => OfRecord(record.Position, value.Element, publisher),
            _ => OfAny(record.Position, value.Element),
        };
        return found.Select(r => r with { Notes = [.. record.Notes, .. r.Notes] });
    }

    // An element of an array, a line, a root object: told apart by what it has.
    static IEnumerable<ImportRecord<OcdsRelease>> OfAny(string position, JsonElement element)
    {
        var publisher = element.At("publisher").Text("name");
        if (element.At("records").ValueKind is JsonValueKind.Array)
            return Numbered(position, "record", element.List("records"))
                .SelectMany(r => OfRecord(r.Position, r.Element, publisher));
        return element.At("releases").ValueKind is JsonValueKind.Array
            || element.At("compiledRelease").ValueKind is JsonValueKind.Object
            ? OfRecord(position, element, publisher)
            : [Release(position, element, publisher)];
    }

    static IEnumerable<ImportRecord<OcdsRelease>> OfRecord(string position, JsonElement record, string? publisher)
    {
        var releases = Numbered(position, "release", record.List("releases")).Where(r => !IsLink(r.Element)).ToList();
        return releases.Count > 0
            ? releases.Select(r => Release(r.Position, r.Element, publisher))
            : [Compiled(position, record.At("compiledRelease"), publisher)];
    }

    static IEnumerable<(string Position, JsonElement Element)> Numbered(
        string position, string noun, IEnumerable<JsonElement> list) =>
        list.Select((element, index) => ($"{position}, {noun} {index + 1}", element));

    static ImportRecord<OcdsRelease> Compiled(string position, JsonRecord end) =>
        Compiled(position, end.Package.GetValueOrDefault("compiledRelease"), PublisherOf(end));

    static ImportRecord<OcdsRelease> Compiled(string position, JsonElement compiled, string? publisher) =>
        compiled.ValueKind is JsonValueKind.Object
            ? Release(position + ", compiledRelease", compiled, publisher)
            : new(position, null) { Notes = [Linked] };

    static ImportRecord<OcdsRelease> Release(string position, JsonElement element, string? publisher)
    {
        if (element.ValueKind is not JsonValueKind.Object)
            return new(position, null) { Problem = "The release is not a JSON object." };
        var release = OcdsRelease.From(element, publisher);
        return release is { Ocid: null, Id: null, Tender: null }
            ? new(position, null) { Problem = NoRelease }
            : new(position, release);
    }

    /// <summary>A linked release of a record: nothing but where it is and what it is about.</summary>
    static bool IsLink(JsonElement release) => release.ValueKind is JsonValueKind.Object
        && release.Text("url") is not null
        && release.EnumerateObject().All(p => p.Name is "url" or "date" or "tag" or "id" or "ocid");
}
