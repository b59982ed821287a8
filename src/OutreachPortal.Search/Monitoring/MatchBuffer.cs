using System.Collections.Concurrent;
using System.Numerics;

namespace OutreachPortal.Search;

/// <summary>What one match writes in, kept for the next: a bit per slot and a byte per atom.</summary>
sealed class MatchBuffer
{
    // The lowest bit alone says whether the atom is in the document.
    public const byte Unknown = 0;
    public const byte Yes = 1;
    public const byte No = 2;

    int[] _found = [];
    int[] _passed = new int[1024];
    int _passedCount;

    readonly ulong[] _scratch = new ulong[SlotSet.ChunkWords];

    /// <summary>By atom, whether the document has it.</summary>
    public byte[] States { get; private set; } = [];

    /// <summary>By slot, whether the query may still match.</summary>
    public ulong[] Survivors { get; private set; } = [];

    public Span<ulong> Scratch => _scratch;

    /// <summary>The slots of the queries that match.</summary>
    public ReadOnlySpan<int> Passed => _passed.AsSpan(0, _passedCount);

    /// <summary>Room for the postings of one list that pass.</summary>
    public Span<int> Found(int count)
    {
        _found = _found.Length < count ? new int[count * 2] : _found;
        return _found;
    }

    public void Pass(int slot)
    {
        if (_passedCount == _passed.Length)
        {
            Array.Resize(ref _passed, 2 * _passedCount);
        }

        _passed[_passedCount++] = slot;
    }

    /// <summary>Adds the slots of the bits that are set, from a slot on.</summary>
    public void PassAll(ReadOnlySpan<ulong> words, int first)
    {
        for (var i = 0; i < words.Length; i++)
        {
            for (var word = words[i]; word != 0; word &= word - 1)
            {
                Pass(first + (i << 6) + BitOperations.TrailingZeroCount(word));
            }
        }
    }

    public Span<ulong> Chunk(int chunk) => Survivors.AsSpan(chunk * SlotSet.ChunkWords, SlotSet.ChunkWords);

    public void Prepare(int atoms, int slots)
    {
        _passedCount = 0;
        var chunks = (slots + (SlotSet.ChunkWords * 64) - 1) >> SlotSet.ChunkBits;
        Survivors = Survivors.Length == chunks * SlotSet.ChunkWords ? Survivors
            : new ulong[chunks * SlotSet.ChunkWords];
        if (States.Length == atoms)
        {
            Array.Clear(States);
        }
        else
        {
            States = new byte[atoms];
        }

        States[AtomTable.Marked] = Yes;
    }
}

/// <summary>Buffers for as many matches as were ever under way at once.</summary>
sealed class MatchBuffers
{
    readonly ConcurrentBag<MatchBuffer> _free = [];

    public MatchBuffer Rent() => _free.TryTake(out var buffer) ? buffer : new MatchBuffer();

    public void Return(MatchBuffer buffer) => _free.Add(buffer);
}
