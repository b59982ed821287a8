namespace OutreachPortal.Exchange;

/// <summary>One row under its header.</summary>
/// <param name="Line">The physical line, from 1, on which it starts.</param>
/// <param name="Cells">Trimmed values by trimmed column name; empty where the cell was.</param>
public sealed record CsvRow(int Line, IReadOnlyDictionary<string, string> Cells);
