namespace OutreachPortal.Exchange;

/// <summary>One record met while reading a file: its value, or the reason why there is none.</summary>
/// <remarks>
/// Text from outside never throws. A record with a <see cref="Problem"/> is lost and the reader went on to the next
/// one unless <see cref="EndsFile"/> is true. A record with neither value nor problem holds nothing to read (an OCDS
/// record that only links to its releases); <see cref="Notes"/> then says so.
/// </remarks>
/// <param name="Position">Where in the file, for operators: <c>release 12</c>, <c>line 7</c>, <c>row 15</c>.</param>
/// <param name="Value">The record, or null.</param>
/// <typeparam name="T">What the reader reads.</typeparam>
public sealed record ImportRecord<T>(string Position, T? Value)
    where T : class
{
    /// <summary>One English sentence: what is wrong, where, and what was kept. Null when the record was read.</summary>
    public string? Problem { get; init; }

    /// <summary>True when nothing after this record could be read (broken syntax, failing disk).</summary>
    public bool EndsFile { get; init; }

    /// <summary>Sentences about what was bent to read the record (a name that stood twice, half a character).</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
