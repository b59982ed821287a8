namespace OutreachPortal.Search;

/// <summary>How the fields of a schema are called inside Lucene; the signs cannot stand in a schema's own names.</summary>
static class FieldNames
{
    /// <summary>The document's id.</summary>
    public const string Id = "_id";

    /// <summary>The names of the fields that the document has.</summary>
    public const string Present = "_present";

    const string OriginalSign = "=";
    const string StoredSign = "$";

    public static string In(string field, string language) => $"{field}.{language}";

    /// <summary>A keyword or code without regard to case and diacritics, for people who type it.</summary>
    public static string Typed(string field) => field + "~";

    public static string Original(string field, string language) => $"{OriginalSign}{field}.{language}";

    public static string Stored(string field) => StoredSign + field;

    public static bool IsStored(string name) => name.StartsWith(StoredSign, StringComparison.Ordinal);

    /// <summary>The schema's name of a stored field.</summary>
    public static string Unstored(string name) => name[StoredSign.Length..];

    /// <summary>The field and language of an original text, null for any other name.</summary>
    public static (string Field, string Language)? ReadOriginal(string name)
    {
        if (!name.StartsWith(OriginalSign, StringComparison.Ordinal))
        {
            return null;
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return (name[OriginalSign.Length..dot], name[(dot + 1)..]);
    }
}
