using System.Text.Json;
using OutreachPortal.Exchange;

namespace OutreachPortal.Importing;

/// <summary>One way in which files hold notices.</summary>
internal interface INoticeFormat
{
    /// <summary>The word on the command line.</summary>
    string Name { get; }

    /// <summary>Kinds of files it reads.</summary>
    IReadOnlyCollection<ImportFormat> Files { get; }

    /// <summary>
    /// Completes the order before the first file is read: here with the source, where nobody named one.
    /// </summary>
    /// <param name="failure">One sentence where the run cannot begin.</param>
    ImportOrder Prepare(ImportOrder order, SourceRegister sources, out string? failure)
    {
        failure = null;
        return order with { SourceKey = order.SourceKey ?? sources.OnlyOneOf(Name)?.Key ?? Name };
    }

    /// <summary>One sentence where a file that can be read still is not one of this order.</summary>
    string? Misfit(ImportFile file, ImportOrder order) => null;

    IEnumerable<ImportRecord<SourceRecord>> Read(ImportFile file, ImportOrder order);

    /// <summary>
    /// What several records of one source id say together; only for formats whose records are mergeable.
    /// </summary>
    Notice Merge(IReadOnlyList<JsonElement> records, string sourceId, Opportunities.Source source) =>
        throw new NotSupportedException($"Records of {Name} replace each other.");
}

/// <summary>What the caller asked for.</summary>
internal sealed record ImportOrder(string Format, string Path)
{
    public string? SourceKey { get; init; }

    public string? MapFile { get; init; }

    /// <summary>The map that was read from <see cref="MapFile"/> or belongs to the source.</summary>
    public FieldMap? Map { get; init; }

    public bool Publish { get; init; }

    public bool OnlyIct { get; init; }

    public bool DryRun { get; init; }
}

/// <summary>What a reader of the workshop read, as a record of a format: problems and notes stay with it.</summary>
internal static class Reading
{
    public static ImportRecord<SourceRecord> As<T>(this ImportRecord<T> read, Func<T, SourceRecord?> make)
        where T : class =>
        new(read.Position, read.Value is { } value ? make(value) : null)
        {
            Problem = read.Problem, EndsFile = read.EndsFile, Notes = read.Notes,
        };
}
