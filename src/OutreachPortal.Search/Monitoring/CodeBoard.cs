using System.Numerics;
using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>
/// For each field that queries name codes of: which queries do, and for each code which of them accept it. A query that
/// names the field twice does so in two rows, because both conditions must hold.
/// </summary>
sealed class CodeBoard
{
    readonly Dictionary<(string Field, int Time), CodeRow> _rows = [];

    /// <summary>The sets that stand for a condition, for the <paramref name="time"/>th on its field.</summary>
    public IEnumerable<CodeSet> Sets(AnyOf condition, int time)
    {
        var key = (condition.Field, time);
        var row = _rows.GetValueOrDefault(key) ?? (_rows[key] = new CodeRow(condition.Field, time));
        return condition.Values.Select(value => TextCut.First(value, IndexDocument.MaxValueLength)).Distinct()
            .Select(row.Set).OrderBy(set => set.Code, StringComparer.Ordinal);
    }

    public void Place(CodeSet[] sets, int slot)
    {
        CodeRow? last = null;
        foreach (var set in sets)
        {
            set.Slots.Add(slot);
            if (set.Row != last)
            {
                set.Row.Conditioned.Add(slot);
            }

            last = set.Row;
        }
    }

    public void Take(CodeSet[] sets, int slot)
    {
        CodeRow? last = null;
        foreach (var set in sets)
        {
            set.Slots.Remove(slot);
            if (set.Row != last)
            {
                set.Row.Conditioned.Remove(slot);
            }

            last = set.Row;
        }
    }

    /// <summary>Forgets the sets that hold no query.</summary>
    public void Forget(CodeSet[] sets)
    {
        foreach (var set in sets.Where(set => set.Slots.Count == 0))
        {
            set.Row.Drop(set);
            if (set.Row.IsEmpty)
            {
                _rows.Remove((set.Row.Field, set.Row.Time));
            }
        }
    }

    /// <summary>
    /// What each row that the words of a chunk must pass lets through for a document with these codes.
    /// </summary>
    public List<Gate> Gates(ILookup<string, string> codes) =>
        [.. _rows.Values.Select(row => new Gate(row, [.. codes[row.Field].Select(row.Find).OfType<CodeSet>()]))];
}

/// <summary>One condition on one field, of all queries that have it.</summary>
sealed class CodeRow(string name, int time)
{
    readonly Dictionary<string, CodeSet> _sets = [];

    public string Field => name;

    public int Time => time;

    public SlotSet Conditioned { get; } = new();

    public bool IsEmpty => _sets.Count == 0;

    public CodeSet Set(string code) => Find(code) ?? (_sets[code] = new CodeSet(this, code));

    public CodeSet? Find(string code) => _sets.GetValueOrDefault(code);

    public void Drop(CodeSet set) => _sets.Remove(set.Code);
}

/// <summary>The queries that accept a code.</summary>
sealed class CodeSet(CodeRow row, string code)
{
    public CodeRow Row => row;

    public string Code => code;

    public SlotSet Slots { get; } = new();
}

/// <summary>A row and those of its sets that the document at hand has the codes of.</summary>
sealed record Gate(CodeRow Row, CodeSet[] Sets)
{
    /// <summary>Leaves in a chunk the queries that have no condition here or accept one of the codes.</summary>
    public void Narrow(int chunk, Span<ulong> words, Span<ulong> scratch)
    {
        if (!Row.Conditioned.HasIn(chunk))
        {
            return;
        }

        var conditioned = MemoryMarshal.Cast<ulong, Vector<ulong>>(Row.Conditioned.Bits(chunk));
        var into = MemoryMarshal.Cast<ulong, Vector<ulong>>(words);
        if (conditioned.Length == into.Length && Sets.Length == 1 && Sets[0].Slots.Bits(chunk) is { Length: > 0 } bits)
        {
            var accepting = MemoryMarshal.Cast<ulong, Vector<ulong>>(bits);
            for (var i = 0; i < into.Length; i++)
            {
                into[i] &= ~conditioned[i] | accepting[i];
            }

            return;
        }

        Row.Conditioned.ComplementInto(chunk, scratch);
        foreach (var set in Sets)
        {
            set.Slots.OrInto(chunk, scratch);
        }

        var from = MemoryMarshal.Cast<ulong, Vector<ulong>>(scratch);
        for (var i = 0; i < into.Length; i++)
        {
            into[i] &= from[i];
        }
    }
}
