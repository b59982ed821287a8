namespace OutreachPortal.Exchange;

/// <summary>What a file is, told by its name without a closing <c>.gz</c>.</summary>
public enum ImportFormat
{
    /// <summary><c>.json</c>: one JSON text, or several one after another.</summary>
    Json,

    /// <summary><c>.jsonl</c>: one JSON text a line; a broken line costs that line only.</summary>
    JsonLines,

    /// <summary><c>.csv</c>, <c>.tsv</c>: rows under a header row.</summary>
    Csv,

    /// <summary><c>.xml</c>, read without DTD and without entities of its own.</summary>
    Xml,

    /// <summary><c>.md</c>: Markdown, usually under front matter.</summary>
    Markdown,
}
