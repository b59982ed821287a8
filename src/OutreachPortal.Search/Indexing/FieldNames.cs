namespace OutreachPortal.Search;

/// <summary>
/// How the fields of a schema are called inside Lucene; the signs cannot stand in a schema's own names.
/// </summary>
static class FieldNames
{
    /// <summary>The document's id.</summary>
    public const string Id = "_id";

    /// <summary>The names of the text, keyword and stored fields that the document has.</summary>
    public const string Present = "_present";

    /// <summary>What is handed back with a hit, as <see cref="DocumentRecord"/> writes it.</summary>
    public const string Record = "_record";

    /// <summary>The original texts, as <see cref="DocumentRecord"/> writes them.</summary>
    public const string Texts = "_texts";

    /// <summary>The words of the document, each by the weight of its field, in eighths.</summary>
    public const string Length = "_length";

    /// <summary>A keyword or code without regard to case and diacritics, for people who type it.</summary>
    public static string Typed(string field) => field + "~";
}
