using System.Numerics;
using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>One document against all stored queries, at one moment of the table.</summary>
sealed class DocumentMatch
{
    readonly QueryTable _table;
    readonly MatchBuffer _buffer;
    readonly List<Atom> _marked = [];
    LoneDocument? _alone;

    public DocumentMatch(QueryTable table, DocumentWords words, MatchBuffer buffer)
    {
        (_table, Words, _buffer) = (table, words, buffer);
        buffer.Prepare(table.Atoms.Capacity, table.Capacity);
        Lanes = [.. words.Lanes.Select(lane => new MatchLane(lane, table.Atoms, this))];
    }

    public DocumentWords Words { get; }

    public IReadOnlyList<MatchLane> Lanes { get; }

    public LoneDocument Alone => _alone ??= new LoneDocument(_table.Places.Schema, Words.Source);

    /// <summary>Adds the ids of the queries that match.</summary>
    public void Collect(List<long> ids)
    {
        MarkMore();
        Survive();
        PassPlain();
        PassLoose();
        PassPages();
        _marked.ForEach(PassListed);
        _table.Emit(_buffer.Passed, ids);
        _alone?.Dispose();
    }

    public bool IsMarked(Atom atom) => _buffer.States[atom.Id] == MatchBuffer.Yes;

    /// <summary>What the atom says of the document, asked once.</summary>
    public bool Remembered(Atom atom)
    {
        ref var state = ref _buffer.States[atom.Id];
        if (state == MatchBuffer.Unknown)
        {
            var holds = atom.Look(this);
            state = holds ? MatchBuffer.Yes : MatchBuffer.No;
        }

        return state == MatchBuffer.Yes;
    }

    /// <summary>Marks what a term that stands in a lane is a form of.</summary>
    public void Mark(KnownTerm term, MatchLane lane)
    {
        foreach (ref readonly var use in term.Uses.AsSpan())
        {
            if (_buffer.States[use.Id] == MatchBuffer.Unknown && use.IsIn(lane.Channel, lane.Field))
            {
                MarkIf(use.Atom, holds: true);
            }
        }
    }

    void MarkMore()
    {
        foreach (var lane in Lanes.Where(lane =>
            _table.Atoms.HasGlobs && lane.Channel is Channel.Words or Channel.Typed))
        {
            MarkGlobs(lane);
        }

        // The list grows while the atoms that follow from others are added to it.
        for (var i = 0; i < _marked.Count; i++)
        {
            _marked[i].Met++;
            foreach (var follower in _marked[i].Followers)
            {
                MarkIf(follower, _buffer.States[follower.Id] == MatchBuffer.Unknown && follower.Look(this));
            }
        }
    }

    void MarkGlobs(MatchLane lane)
    {
        foreach (var term in lane.Written.Distinct())
        {
            foreach (var glob in _table.Atoms.GlobsOf(term))
            {
                MarkIf(glob, (glob.Fields >> lane.Field & 1) != 0 && glob.Glob.Matches(term));
            }
        }
    }

    void MarkIf(Atom atom, bool holds)
    {
        ref var state = ref _buffer.States[atom.Id];
        if (holds && state == MatchBuffer.Unknown)
        {
            state = MatchBuffer.Yes;
            _marked.Add(atom);
        }
    }

    // Leaves in the buffer the queries whose codes agree.
    void Survive()
    {
        var gates = _table.Board.Gates(Words.Codes);
        for (var chunk = 0; chunk << SlotSet.ChunkBits < _table.Capacity; chunk++)
        {
            var words = _buffer.Chunk(chunk);
            words.Clear();
            _table.Placed.OrInto(chunk, words);
            foreach (var gate in gates)
            {
                gate.Narrow(chunk, words, _buffer.Scratch);
            }
        }
    }

    void PassPlain()
    {
        for (var chunk = 0; chunk << SlotSet.ChunkBits < _table.Capacity; chunk++)
        {
            _buffer.PassAll(Surviving(_table.Plain, chunk), chunk << SlotSet.ChunkBits);
        }
    }

    void PassLoose()
    {
        for (var chunk = 0; chunk << SlotSet.ChunkBits < _table.Capacity; chunk++)
        {
            var words = Surviving(_table.Loose, chunk);
            for (var i = 0; i < words.Length; i++)
            {
                for (var word = words[i]; word != 0; word &= word - 1)
                {
                    PassIfHolds((chunk << SlotSet.ChunkBits) + (i << 6) + BitOperations.TrailingZeroCount(word));
                }
            }
        }
    }

    ReadOnlySpan<ulong> Surviving(SlotSet among, int chunk)
    {
        if (!among.HasIn(chunk))
        {
            return [];
        }

        var words = _buffer.Scratch;
        words.Clear();
        among.OrInto(chunk, words);
        BitWords.And(words, _buffer.Chunk(chunk), words);
        return words;
    }

    // A query in a page has no other anchor. First who survived, then whose second word is there: two passes without a
    // branch on what memory says, so that many of its answers are waited for at once.
    void PassPages()
    {
        ReadOnlySpan<ulong> survivors = _buffer.Survivors;
        ReadOnlySpan<byte> states = _buffer.States;
        var gates = _table.Gates;
        foreach (var atom in _marked)
        {
            if (atom.Led.Group is not { } group)
            {
                continue;
            }

            var pages = CollectionsMarshal.AsSpan(group.Pages);
            var found = _buffer.Found(pages.Length << SlotPages.PageBits);
            var count = 0;
            foreach (var page in pages)
            {
                for (var word = survivors[page]; word != 0; word &= word - 1)
                {
                    found[count++] = (page << SlotPages.PageBits) + BitOperations.TrailingZeroCount(word);
                }
            }

            var passing = 0;
            foreach (var slot in found[..count])
            {
                found[passing] = slot;
                passing += states[Posting.Second(gates[slot])] & 1;
            }

            foreach (var slot in found[..passing])
            {
                Pass(slot, gates[slot]);
            }
        }
    }

    void PassListed(Atom anchor)
    {
        var postings = anchor.Led.Postings;
        var found = _buffer.Found(postings.Length);
        foreach (var at in found[..Passing(postings, found)])
        {
            // Another anchor may lead here again.
            var (slot, gate) = postings[at];
            if (Pass(slot, gate))
            {
                _buffer.Survivors[slot >> 6] &= ~(1UL << slot);
            }
        }
    }

    bool Pass(int slot, int gate)
    {
        if (Posting.Asks(gate))
        {
            return PassIfHolds(slot);
        }

        _buffer.Pass(slot);
        return true;
    }

    bool PassIfHolds(int slot)
    {
        var holds = _table.Entry(slot).Holds(this);
        if (holds)
        {
            _buffer.Pass(slot);
        }

        return holds;
    }

    // Without a branch: whether a query passes cannot be foretold, and a wrong guess costs more than the work.
    int Passing(ReadOnlySpan<Posting> postings, Span<int> found)
    {
        ReadOnlySpan<ulong> survivors = _buffer.Survivors;
        ReadOnlySpan<byte> states = _buffer.States;
        var count = 0;
        for (var i = 0; i < postings.Length; i++)
        {
            var (slot, gate) = postings[i];
            found[count] = i;
            count += (int)(survivors[slot >> 6] >> slot) & states[Posting.Second(gate)] & 1;
        }

        return count;
    }
}
