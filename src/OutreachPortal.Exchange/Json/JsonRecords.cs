using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>Takes JSON of any length apart into records, one in memory at a time.</summary>
/// <remarks>
/// Understood without being told which it is: one object, an array of values, several values one after another, and
/// an object whose named root arrays hold the records. A name that stands twice in an object counts the last time and
/// is noted.
/// </remarks>
public static class JsonRecords
{
    /// <summary>Objects and arrays nested deeper than this break the file.</summary>
    public const int MaxDepth = 64;

    /// <summary>A record longer than this (64 MB) becomes a problem; the reader goes on behind it.</summary>
    public const int MaxRecordBytes = 64 << 20;

    /// <summary>Reads the records of a stream of UTF-8.</summary>
    /// <param name="stream">Left open.</param>
    /// <param name="split">Names of root arrays to take apart, such as <c>releases</c>.</param>
    /// <param name="keep">Names of root properties to hand on with the records, such as <c>publisher</c>.</param>
    public static IEnumerable<ImportRecord<JsonRecord>> Read(
        Stream stream, IReadOnlyCollection<string> split, IReadOnlyCollection<string> keep) =>
        Guarded(new JsonWalk(new JsonScanner(stream), split, keep).Records());

    /// <summary>Reads the records of a stream of UTF-8 whose root arrays stay whole.</summary>
    /// <param name="stream">Left open.</param>
    public static IEnumerable<ImportRecord<JsonRecord>> Read(Stream stream) => Read(stream, [], []);

    /// <summary>
    /// Reads JSON Lines: every line is for itself, so a broken one is a problem and the next one is read.
    /// </summary>
    /// <param name="stream">Left open. Empty lines are passed over.</param>
    public static IEnumerable<ImportRecord<JsonRecord>> ReadLines(Stream stream)
    {
        var lines = new ByteLines(stream, MaxRecordBytes);
        while (true)
        {
            var line = Next(lines, out var broken);
            if (broken is not null) yield return broken;
            if (line is null) yield break;
            foreach (var record in Guarded(new JsonWalk(new JsonScanner(line), [], []).Records()))
                yield return record with { Position = $"line {lines.Number}", EndsFile = false };
        }
    }

    static byte[]? Next(ByteLines lines, out ImportRecord<JsonRecord>? broken)
    {
        broken = null;
        while (true)
        {
            try
            {
                var line = lines.Next(out var tooLong);
                if (!tooLong) return line;
                broken = new($"line {lines.Number}", null) { Problem = TooLong };
                return [];
            }
            catch (Exception e) when (e is IOException or InvalidDataException)
            {
                broken = new($"line {lines.Number + 1}", null) { Problem = e.Message, EndsFile = true };
                return null;
            }
        }
    }

    internal static string TooLong =>
        $"The record is longer than {MaxRecordBytes >> 20} MB and was left out; reading went on behind it.";

    // Broken syntax and a failing stream end the file with one problem; what came before stands.
    static IEnumerable<ImportRecord<JsonRecord>> Guarded(IEnumerable<ImportRecord<JsonRecord>> records)
    {
        using var walk = records.GetEnumerator();
        var position = "the beginning";
        while (true)
        {
            ImportRecord<JsonRecord>? problem = null;
            try
            {
                if (!walk.MoveNext()) yield break;
            }
            catch (JsonException e)
            {
                problem = new($"after {position}", null) { Problem = JsonScanner.Sentence(e), EndsFile = true };
            }
            catch (Exception e) when (e is IOException or InvalidDataException)
            {
                problem = new($"after {position}", null) { Problem = e.Message, EndsFile = true };
            }

            yield return problem ?? walk.Current;
            if (problem is not null) yield break;
            position = walk.Current.Position;
        }
    }
}
