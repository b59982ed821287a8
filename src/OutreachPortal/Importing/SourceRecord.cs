using System.Runtime.InteropServices;
using System.Text.Json;
using NodaTime;

namespace OutreachPortal.Importing;

/// <summary>
/// One record as a format reads it: which source and id it is of, what its content hashes to, and its notice.
/// </summary>
internal sealed record SourceRecord
{
    public required SourceHint Source { get; init; }

    public required string SourceId { get; init; }

    /// <summary>
    /// Tells records of one source id apart within a file: the release id; null where there can be only one.
    /// </summary>
    public string? RecordId { get; init; }

    public required string Hash { get; init; }

    public Instant? SaidAt { get; init; }

    /// <summary>Made only when the record is new: most records of a second run are not.</summary>
    public required Func<Opportunities.Source, Notice> ToNotice { get; init; }

    /// <summary>Set where records of one id are merged; null where the last one replaces the others.</summary>
    public JsonElement? Mergeable { get; init; }

    /// <summary>Bytes it weighs in a batch.</summary>
    public int Weight => Mergeable is { } json ? JsonMarshal.GetRawUtf8Value(json).Length : 1_000;
}

/// <summary>What a record tells about its source, for the register to find it.</summary>
internal sealed record SourceHint(string? Key, string? Ocid = null, string? Publisher = null);

/// <summary>A record with its place, for issues.</summary>
internal sealed record FiledRecord(string File, string Position, SourceRecord Record);
