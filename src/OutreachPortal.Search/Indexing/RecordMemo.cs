namespace OutreachPortal.Search;

/// <summary>
/// Records of one segment that were read lately. The first pages of a list are found over and over, and each record
/// would be looked up on the disk's pages again. A document has one place, which it shares with others.
/// </summary>
sealed class RecordMemo
{
    public const int Places = 256;

    /// <summary>A longer one is read again: at most 1 MB is kept of a segment.</summary>
    public const int Longest = 4096;

    volatile Known?[]? _places;

    public Known? Find(int document) =>
        _places?[document % Places] is { } known && known.Document == document ? known : null;

    public Known Keep(int document, string id, ReadOnlyMemory<byte> record)
    {
        var known = new Known(document, id, record);
        if (record.Length <= Longest)
        {
            (_places ??= new Known?[Places])[document % Places] = known;
        }

        return known;
    }

    /// <summary>A record with the id that it begins with.</summary>
    public sealed record Known(int Document, string Id, ReadOnlyMemory<byte> Bytes);
}
