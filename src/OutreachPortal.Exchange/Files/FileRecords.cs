namespace OutreachPortal.Exchange;

/// <summary>
/// Readers that start from a stream, started from a file instead; a file that will not open is one problem.
/// </summary>
internal static class FileRecords
{
    public static IEnumerable<ImportRecord<T>> Read<T>(
        ImportFile file, Func<Stream, IEnumerable<ImportRecord<T>>> reader)
        where T : class
    {
        using var stream = TryOpen(file, out var problem);
        if (stream is null)
        {
            yield return new("the beginning", null) { Problem = problem, EndsFile = true };
            yield break;
        }

        foreach (var record in reader(stream)) yield return record;
    }

    static Stream? TryOpen(ImportFile file, out string? problem)
    {
        problem = null;
        try
        {
            return file.Open();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>Records of a reader of JSON, each made into something else.</summary>
    public static IEnumerable<ImportRecord<T>> Of<T>(
        IEnumerable<ImportRecord<JsonRecord>> records, Func<System.Text.Json.JsonElement, T> make)
        where T : class =>
        records.Select(r => new ImportRecord<T>(r.Position, r.Value is null ? null : make(r.Value.Element))
        {
            Problem = r.Problem,
            EndsFile = r.EndsFile,
            Notes = r.Notes,
        });
}
