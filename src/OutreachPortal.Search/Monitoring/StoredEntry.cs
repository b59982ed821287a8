namespace OutreachPortal.Search;

/// <summary>A stored query as the table keeps it: once, for all ids that have it.</summary>
sealed class StoredEntry(CodeSet[] codes, Between[] numbers, TextTest text)
{
    public CodeSet[] Codes => codes;

    public Between[] Numbers => numbers;

    public TextTest Text => text;

    public int Slot { get; set; } = -1;

    /// <summary>The pages its slot lies in.</summary>
    public SlotGroup? Group { get; set; }

    /// <summary>The atoms that lead to it.</summary>
    public IReadOnlyList<Atom> Anchors { get; set; } = [];

    public bool Holds(DocumentMatch match) => text.Holds(match) && NumbersHold(match.Words.Source);

    bool NumbersHold(IndexDocument document)
    {
        foreach (var range in numbers)
        {
            var has = document.Numbers.TryGetValue(range.Field, out var number);
            if (!has || number < (range.From ?? long.MinValue) || (range.Until is { } until && number >= until))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Entries that ask for the same are the same.</summary>
sealed class SameEntries : IEqualityComparer<StoredEntry>
{
    public bool Equals(StoredEntry? x, StoredEntry? y) => x!.Codes.AsSpan().SequenceEqual(y!.Codes)
        && x.Numbers.AsSpan().SequenceEqual(y.Numbers) && x.Text.Same(y.Text);

    public int GetHashCode(StoredEntry obj)
    {
        var hash = default(HashCode);
        hash.Add(obj.Text.Hash());
        foreach (var code in obj.Codes)
        {
            hash.Add(code);
        }

        foreach (var range in obj.Numbers)
        {
            hash.Add(range);
        }

        return hash.ToHashCode();
    }
}
