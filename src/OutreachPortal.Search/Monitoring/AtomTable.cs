using System.Runtime.InteropServices;
using System.Text;

namespace OutreachPortal.Search;

/// <summary>The atoms of all stored queries, found by the words of a document.</summary>
sealed class AtomTable
{
    readonly Dictionary<string, Atom> _byKey = [];
    readonly Dictionary<byte[], KnownTerm> _terms = new(new SameBytes());
    readonly Dictionary<string, List<GlobAtom>> _globs = [];
    readonly int[] _globLengths = new int[Token.MaxLength + 1];
    readonly Stack<int> _freeIds = [];
    int _nextTerm;

    /// <summary>The id of no atom, marked in every match.</summary>
    public const int Marked = 0;

    /// <summary>Marks that a match needs.</summary>
    public int Capacity { get; private set; } = Marked + 1;

    public int Count => _byKey.Count;

    public bool HasGlobs => _globs.Count > 0;

    public Atom? Find(string key) => _byKey.GetValueOrDefault(key);

    public KnownTerm? Term(byte[] term) => _terms.GetValueOrDefault(term);

    /// <summary>The globs that a word begins like.</summary>
    public IEnumerable<GlobAtom> GlobsOf(string term)
    {
        var byPrefix = _globs.GetAlternateLookup<ReadOnlySpan<char>>();
        List<GlobAtom> found = [];
        for (var length = 1; length <= Math.Min(term.Length, Token.MaxLength); length++)
        {
            if (_globLengths[length] > 0 && byPrefix.TryGetValue(term.AsSpan(0, length), out var globs))
            {
                found.AddRange(globs);
            }
        }

        return found;
    }

    /// <summary>Counts a use of an atom; the first brings it in.</summary>
    public void Hold(Atom atom)
    {
        if (++atom.Uses > 1)
        {
            return;
        }

        _byKey.Add(atom.Key, atom);
        atom.Id = _freeIds.Count > 0 ? _freeIds.Pop() : Capacity++;
        foreach (var piece in atom.Pieces)
        {
            Hold(piece);
        }

        Enter(atom);
    }

    /// <summary>Takes a use back; the last puts the atom out.</summary>
    public void Release(Atom atom)
    {
        if (--atom.Uses > 0)
        {
            return;
        }

        Leave(atom);
        _byKey.Remove(atom.Key);
        _freeIds.Push(atom.Id);
        atom.Id = -1;
        foreach (var piece in atom.Pieces)
        {
            Release(piece);
        }
    }

    /// <summary>Gives back the room that atoms which left had taken.</summary>
    public void Trim()
    {
        _byKey.TrimExcess();
        _terms.TrimExcess();
        _globs.TrimExcess();
    }

    void Enter(Atom atom)
    {
        switch (atom)
        {
            case TermAtom term:
                foreach (var form in term.Forms.Select(Encoding.UTF8.GetBytes))
                {
                    var known = Term(form) ?? (_terms[form] = new KnownTerm(_nextTerm++));
                    known.Uses = [.. known.Uses, new TermUse(term, term.Id, term.Channels, term.Fields)];
                }

                break;
            case GlobAtom glob:
                var prefix = glob.Glob.Prefix;
                _globs.TryAdd(prefix, []);
                _globs[prefix].Add(glob);
                _globLengths[prefix.Length]++;
                break;
            case RunAtom run:
                run.Number(this);
                Leaders(run).ForEach(leader => leader.Followers.Add(run));
                break;
        }
    }

    void Leave(Atom atom)
    {
        switch (atom)
        {
            case TermAtom term:
                foreach (var form in term.Forms.Select(Encoding.UTF8.GetBytes))
                {
                    var known = _terms[form];
                    known.Uses = [.. known.Uses.Where(use => use.Atom != term)];
                    _ = known.Uses.Length == 0 && _terms.Remove(form);
                }

                break;
            case GlobAtom glob:
                var prefix = glob.Glob.Prefix;
                _globs[prefix].Remove(glob);
                _ = _globs[prefix].Count == 0 && _globs.Remove(prefix);
                _globLengths[prefix.Length]--;
                break;
            case RunAtom run:
                run.Pieces.Distinct().ToList().ForEach(piece => piece.Followers.Remove(run));
                break;
        }
    }

    // One word that no form of the phrase can do without, or else each of its words.
    static List<TermAtom> Leaders(RunAtom run)
    {
        var needed = run.Pieces.Where(word => word.IsNeeded)
            .OrderBy(word => word.Met).ThenBy(word => word.Uses).FirstOrDefault();
        return needed is null ? [.. run.Pieces.Distinct()] : [needed];
    }
}

/// <summary>A term that stored queries ask for, under a number.</summary>
sealed class KnownTerm(int id)
{
    public int Id => id;

    public TermUse[] Uses { get; set; } = [];
}

/// <summary>
/// An atom that a term is a form of, where it is; side by side, because every word of a document asks.
/// </summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct TermUse(TermAtom Atom, int Id, byte Channels, ulong Fields)
{
    public bool IsIn(int channel, int field) => (Channels >> channel & 1) != 0 && (Fields >> field & 1) != 0;
}
