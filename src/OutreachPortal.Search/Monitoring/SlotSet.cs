using System.Numerics;
using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>
/// A set of slot numbers in chunks of 65,536: a chunk with few of them lists them in two bytes each, a fuller one is a
/// bitmap of 8 KiB, an empty one is nothing. A bitmap begins early, because setting bits one by one is slow.
/// </summary>
sealed class SlotSet
{
    public const int ChunkBits = 16;

    /// <summary>Words of 64 bits in a chunk.</summary>
    public const int ChunkWords = 1 << (ChunkBits - 6);

    // Below Few a bitmap becomes a list again; the gap to Many keeps a chunk from changing to and fro.
    const int Many = 1024;
    const int Few = 512;

    readonly List<Chunk?> _chunks = [];

    public int Count { get; private set; }

    public void Add(int slot)
    {
        var index = slot >> ChunkBits;
        while (_chunks.Count <= index)
        {
            _chunks.Add(null);
        }

        (_chunks[index] ??= new Chunk()).Add((ushort)slot);
        Count++;
    }

    /// <summary>Takes out a slot that is in the set.</summary>
    public void Remove(int slot)
    {
        var index = slot >> ChunkBits;
        var chunk = _chunks[index]!;
        chunk.Remove((ushort)slot);
        _chunks[index] = chunk.Count == 0 ? null : chunk;
        Count--;
    }

    public bool HasIn(int chunk) => chunk < _chunks.Count && _chunks[chunk] is not null;

    public void OrInto(int chunk, Span<ulong> words)
    {
        if (HasIn(chunk))
        {
            _chunks[chunk]!.OrInto(words);
        }
    }

    /// <summary>The bitmap of a chunk; empty when the chunk has none.</summary>
    public ReadOnlySpan<ulong> Bits(int chunk) => HasIn(chunk) ? _chunks[chunk]!.Bits : [];

    /// <summary>Sets the words to all slots of the chunk but those of this set.</summary>
    public void ComplementInto(int chunk, Span<ulong> words)
    {
        words.Fill(ulong.MaxValue);
        if (HasIn(chunk))
        {
            _chunks[chunk]!.ClearFrom(words);
        }
    }

    sealed class Chunk
    {
        ushort[] _few = new ushort[4];
        ulong[]? _bits;

        public int Count { get; private set; }

        public ulong[]? Bits => _bits;

        public void Add(ushort low)
        {
            if (_bits is null && Count == Many)
            {
                _bits = new ulong[ChunkWords];
                OrInto(_bits, _few);
                _few = [];
            }

            if (_bits is null)
            {
                GrowFor(Count + 1);
                _few[Count] = low;
            }
            else
            {
                _bits[low >> 6] |= 1UL << low;
            }

            Count++;
        }

        public void Remove(ushort low)
        {
            Count--;
            if (_bits is null)
            {
                _few[_few.AsSpan(0, Count + 1).IndexOf(low)] = _few[Count];
                ShrinkTo(Count);
                return;
            }

            _bits[low >> 6] &= ~(1UL << low);
            if (Count < Few)
            {
                _few = Listed(_bits, Count);
                _bits = null;
            }
        }

        public void OrInto(Span<ulong> words)
        {
            if (_bits is null)
            {
                OrInto(words, _few.AsSpan(0, Count));
                return;
            }

            var from = MemoryMarshal.Cast<ulong, Vector<ulong>>(_bits);
            var into = MemoryMarshal.Cast<ulong, Vector<ulong>>(words);
            for (var i = 0; i < into.Length; i++)
            {
                into[i] |= from[i];
            }
        }

        public void ClearFrom(Span<ulong> words)
        {
            if (_bits is null)
            {
                foreach (var low in _few.AsSpan(0, Count))
                {
                    words[low >> 6] &= ~(1UL << low);
                }

                return;
            }

            var from = MemoryMarshal.Cast<ulong, Vector<ulong>>(_bits);
            var into = MemoryMarshal.Cast<ulong, Vector<ulong>>(words);
            for (var i = 0; i < into.Length; i++)
            {
                into[i] &= ~from[i];
            }
        }

        static void OrInto(Span<ulong> words, ReadOnlySpan<ushort> few)
        {
            foreach (var low in few)
            {
                words[low >> 6] |= 1UL << low;
            }
        }

        static ushort[] Listed(ulong[] bits, int count)
        {
            var few = new ushort[count];
            var at = 0;
            for (var i = 0; i < bits.Length; i++)
            {
                for (var word = bits[i]; word != 0; word &= word - 1)
                {
                    few[at++] = (ushort)((i << 6) + BitOperations.TrailingZeroCount(word));
                }
            }

            return few;
        }

        void GrowFor(int count)
        {
            if (count > _few.Length)
            {
                Array.Resize(ref _few, Math.Min(Many, _few.Length * 2));
            }
        }

        void ShrinkTo(int count)
        {
            if (count * 4 < _few.Length && _few.Length > 4)
            {
                Array.Resize(ref _few, Math.Max(4, count * 2));
            }
        }
    }
}
