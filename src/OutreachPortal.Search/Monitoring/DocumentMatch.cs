using System.Numerics;

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
        EmitPlain(ids);
        EmitLoose(ids);
        foreach (var atom in _marked)
        {
            EmitLed(atom, ids);
        }

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

    void EmitPlain(List<long> ids) => Each(_table.Plain, slot => _table.Emit(slot, ids));

    void EmitLoose(List<long> ids) => Each(_table.Loose, slot =>
    {
        if (_table.Entry(slot).Holds(this))
        {
            _table.Emit(slot, ids);
        }
    });

    void Each(SlotSet among, Action<int> act)
    {
        for (var chunk = 0; chunk << SlotSet.ChunkBits < _table.Capacity; chunk++)
        {
            if (!among.HasIn(chunk))
            {
                continue;
            }

            var words = _buffer.Scratch;
            words.Clear();
            among.OrInto(chunk, words);
            var surviving = _buffer.Chunk(chunk);
            for (var i = 0; i < words.Length; i++)
            {
                for (var word = words[i] & surviving[i]; word != 0; word &= word - 1)
                {
                    act((chunk << SlotSet.ChunkBits) + (i << 6) + BitOperations.TrailingZeroCount(word));
                }
            }
        }
    }

    void EmitLed(Atom anchor, List<long> ids)
    {
        var postings = anchor.Led.Postings;
        var found = _buffer.Found(postings.Length);
        var count = Passing(postings, found);
        foreach (var at in found[..count])
        {
            var posting = postings[at];
            if (!posting.Asks || _table.Entry(posting.Slot).Holds(this))
            {
                // Another anchor may lead here again.
                _buffer.Survivors[posting.Slot >> 6] &= ~(1UL << posting.Slot);
                Emit(posting.Slot, anchor.Led.Ids[at], ids);
            }
        }
    }

    void Emit(int slot, long id, List<long> ids)
    {
        if (id == StoredEntry.Several)
        {
            _table.Emit(slot, ids);
        }
        else
        {
            ids.Add(id);
        }
    }

    // Without a branch: whether a query passes cannot be foretold, and a wrong guess costs more than the work.
    int Passing(ReadOnlySpan<Posting> postings, Span<int> found)
    {
        ReadOnlySpan<ulong> survivors = _buffer.Survivors;
        ReadOnlySpan<byte> states = _buffer.States;
        var count = 0;
        for (var i = 0; i < postings.Length; i++)
        {
            var posting = postings[i];
            found[count] = i;
            count += (int)(survivors[posting.Slot >> 6] >> posting.Slot) & states[posting.Second] & 1;
        }

        return count;
    }
}
