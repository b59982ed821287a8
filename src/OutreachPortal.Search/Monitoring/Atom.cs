using System.Text;

namespace OutreachPortal.Search;

/// <summary>
/// A leaf of stored texts, shared by all that have it. Those that are marked while the words of a document are looked
/// up can be anchors; the others are asked when a query needs them.
/// </summary>
abstract class Atom(string key) : TextTest
{
    /// <summary>Two atoms with one key are one.</summary>
    public string Key => key;

    /// <summary>Its place in the marks of a match; -1 while no stored query has it.</summary>
    public int Id { get; set; } = -1;

    /// <summary>How many stored queries and other atoms hold it.</summary>
    public int Uses { get; set; }

    /// <summary>In how many of the matched documents it was met, about: concurrent matches may lose a count.</summary>
    public int Met { get; set; }

    /// <summary>The queries that are looked up by it.</summary>
    public PostingList Led { get; } = new();

    /// <summary>Atoms that can hold only where this does, and are then asked.</summary>
    public List<Atom> Followers { get; } = [];

    /// <summary>The atoms that it is made of.</summary>
    public virtual IReadOnlyList<Atom> Pieces => [];

    /// <summary>Whether looking up the words of a document marks it.</summary>
    public virtual bool IsMarked => false;

    /// <summary>Why a query cannot stand on it alone; null when it costs next to nothing to ask.</summary>
    public virtual RefusalKind? Costly => null;

    public override IEnumerable<Atom> Atoms => [this];

    // Documents that had it are the better measure; before there are any, queries that have it.
    public override Anchors? Anchors() => IsMarked ? new Anchors([this], ((long)Met << 32) + Uses) : null;

    public override bool Same(TextTest other) => ReferenceEquals(this, other);

    public override int Hash() => StringComparer.Ordinal.GetHashCode(Key);

    public override bool Holds(DocumentMatch match) => IsMarked ? match.IsMarked(this) : match.Remembered(this);

    /// <summary>Looks at the document, once per match.</summary>
    public virtual bool Look(DocumentMatch match) => false;
}

/// <summary>One word in any of its forms, in any of some fields.</summary>
/// <param name="key">As in <see cref="Atom"/>.</param>
/// <param name="fields">The bits of the fields.</param>
/// <param name="channels">The bits of the channels.</param>
/// <param name="forms">As the index would hold the word.</param>
/// <param name="needed">Whether no phrase with the word can do without one of the forms.</param>
sealed class TermAtom(string key, ulong fields, byte channels, IReadOnlyList<string> forms, bool needed) : Atom(key)
{
    public override bool IsMarked => true;

    public ulong Fields => fields;

    public byte Channels => channels;

    public IReadOnlyList<string> Forms => forms;

    public bool IsNeeded => needed;
}

/// <summary>A word that begins as one in the document does, with * and ? further on.</summary>
sealed class GlobAtom(string key, ulong fields, Glob glob) : Atom(key)
{
    public override bool IsMarked => true;

    public ulong Fields => fields;

    public Glob Glob => glob;
}

/// <summary>Words that follow each other without a move, in one of their forms.</summary>
sealed class RunAtom(string key, IReadOnlyList<TermAtom> words, IReadOnlyList<(string Term, int Position)[]> forms)
    : Atom(key)
{
    public override bool IsMarked => true;

    readonly TermAtom[] _needed = [.. words.Where(word => word.IsNeeded).Distinct()];
    (int Term, int Position)[][] _runs = [];

    public override IReadOnlyList<TermAtom> Pieces => words;

    public override bool Look(DocumentMatch match)
    {
        foreach (var word in _needed)
        {
            if (!match.IsMarked(word))
            {
                return false;
            }
        }

        foreach (var lane in match.Lanes)
        {
            if (lane.Channel == Channel.Words && (words[0].Fields >> lane.Field & 1) != 0 && Stands(lane))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks up its words, whose atoms it holds: as long as it is stored they keep their numbers.</summary>
    public void Number(AtomTable table) =>
        _runs = [.. forms
            .Select(form => Array.ConvertAll(form, word => (Term: NumberOf(word.Term, table), word.Position)))
            .Where(run => Array.TrueForAll(run, word => word.Term >= 0))];

    static int NumberOf(string term, AtomTable table) => table.Term(Encoding.UTF8.GetBytes(term))?.Id ?? -1;

    bool Stands(MatchLane lane)
    {
        foreach (var run in _runs)
        {
            if (lane.HasRun(run))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>
/// Words some moves apart: what that means exactly only Lucene says, on an index of the one document.
/// </summary>
sealed class NearAtom(string key, IReadOnlyList<TermAtom> words, WordSpellings phrase, IReadOnlyList<string> fields)
    : Atom(key)
{
    public override IReadOnlyList<TermAtom> Pieces => words;

    // Without stop words, any of the words is in every match; otherwise one of them is.
    public override Anchors? Anchors() => All(words.Where(word => word.IsNeeded)).Anchors() ?? Any(words).Anchors();

    public override bool Look(DocumentMatch match) => match.Alone.Has(phrase, fields);
}

/// <summary>A number of the document in a range, whose end is not in it.</summary>
sealed class NumberAtom(string key, string field, long? from, long? until) : Atom(key)
{
    public override bool Look(DocumentMatch match) => match.Words.Source.Numbers.TryGetValue(field, out var number)
        && number >= (from ?? long.MinValue) && (until is not { } end || number < end);
}

/// <summary>Any word of the document that passes; every word has to be looked at.</summary>
sealed class ScanAtom(string key, ulong fields, RefusalKind costly, Func<string, bool> passes) : Atom(key)
{
    public override RefusalKind? Costly => costly;

    public override bool Look(DocumentMatch match) => match.Words.Lanes
        .Where(lane => lane.Channel is Channel.Words or Channel.Typed && (fields >> lane.Field & 1) != 0)
        .Any(lane => lane.Written.Any(passes));
}
