using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>A code of a classification. Either part of it may be missing in real files.</summary>
/// <param name="Scheme">UNSPSC, CPV, GSIN … in the file's spelling.</param>
/// <param name="Id">
/// The code; of a description like <c>D302A: Informatics</c> without id, what stands before the colon.
/// </param>
/// <param name="Description">What the publisher calls it.</param>
public sealed record OcdsCode(string? Scheme, string? Id, string? Description)
{
    internal static OcdsCode? Of(JsonElement code) => AllOf(code).FirstOrDefault();

    /// <summary>
    /// Usually one; several where a description without id lists them: <c>D302A: Informatics, N7030: Software</c>.
    /// </summary>
    internal static IEnumerable<OcdsCode> AllOf(JsonElement code)
    {
        var (scheme, id, description) = (code.Text("scheme"), code.Text("id"), code.Text("description"));
        if (id is not null || description is null) return id is null ? [] : [new(scheme, id, description)];
        var starts = Starts(description);
        if (starts.Count == 0) return [new(scheme, null, description)];
        return starts.Zip([.. starts.Skip(1), description.Length], (start, end) => description[start..end])
            .Select(one => one.Split(':', 2))
            .Select(parts => new OcdsCode(scheme, parts[0], parts[1].Trim(' ', ',')));
    }

    // Codes stand at the beginning and behind commas; the text between them has commas too.
    static List<int> Starts(string description)
    {
        var starts = new List<int>();
        for (var at = 0; ;)
        {
            if (IsCode(description.AsSpan(at))) starts.Add(at);
            var comma = description.IndexOf(", ", at, StringComparison.Ordinal);
            if (comma < 0) break;
            at = comma + 2;
        }

        return starts.Count > 0 && starts[0] == 0 ? starts : [];
    }

    // A code is short, in capitals, and has a digit or is one or two letters: "D302A: …" and "B: …" are, "SUPPORT: …"
    // is not.
    static bool IsCode(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(": ");
        if (colon is <= 0 or > 12) return false;
        foreach (var c in text[..colon])
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c)) return false;
        return colon <= 2 || text[..colon].ContainsAnyInRange('0', '9');
    }
}

/// <summary>A document of a tender.</summary>
/// <param name="Id">As given; publishers also put the address here.</param>
/// <param name="Type"><c>documentType</c>, an open list.</param>
/// <param name="Title">Its title.</param>
/// <param name="Url">Where it is; any text the file gave.</param>
/// <param name="Format">Usually a media type.</param>
/// <param name="DatePublished">The text of the date.</param>
/// <param name="Language">As <see cref="LanguageCode"/> spells it.</param>
public sealed record OcdsDocument(
    string? Id, string? Type, LocalText Title, string? Url, string? Format, string? DatePublished, string? Language)
{
    internal static OcdsDocument Of(JsonElement document) => new(
        document.Text("id"),
        document.Text("documentType"),
        LocalText.Of(document, "title"),
        document.Text("url"),
        document.Text("format"),
        document.Text("datePublished"),
        LanguageCode.Of(document.Text("language")));
}

/// <summary>An amount of money; the amount also when it was written as a string.</summary>
/// <param name="Amount">Null when it is missing or no number.</param>
/// <param name="Currency">ISO 4217, as given.</param>
public sealed record OcdsValue(decimal? Amount, string? Currency)
{
    internal static OcdsValue? Of(JsonElement value) =>
        new OcdsValue(value.Number("amount"), value.Text("currency")) is { Amount: not null } known ? known : null;
}

/// <summary>
/// What changed, in the publisher's words (<c>amendments[]</c>, or the single <c>amendment</c> of OCDS 1.0).
/// </summary>
/// <param name="Date">The text of the date.</param>
/// <param name="Rationale">Why.</param>
/// <param name="Description">What.</param>
public sealed record OcdsAmendment(string? Date, string? Rationale, string? Description)
{
    internal static OcdsAmendment Of(JsonElement amendment) =>
        new(amendment.Text("date"), amendment.Text("rationale"), amendment.Text("description"));
}
