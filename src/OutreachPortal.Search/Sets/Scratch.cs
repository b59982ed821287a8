using System.Buffers;

namespace OutreachPortal.Search;

/// <summary>Borrowed memory of one search, given back when the search ends. What it lends is not cleared.</summary>
sealed class Scratch : IDisposable
{
    readonly List<ulong[]> _words = [];
    readonly List<int[]> _ints = [];
    readonly List<float[]> _floats = [];

    public ulong[] Words(int length) => Lend(_words, length);

    public int[] Ints(int length) => Lend(_ints, length);

    public float[] Floats(int length) => Lend(_floats, length);

    public void Dispose()
    {
        GiveBack(_words);
        GiveBack(_ints);
        GiveBack(_floats);
    }

    static T[] Lend<T>(List<T[]> lent, int length)
    {
        var array = ArrayPool<T>.Shared.Rent(length);
        lent.Add(array);
        return array;
    }

    static void GiveBack<T>(List<T[]> lent)
    {
        foreach (var array in lent)
        {
            ArrayPool<T>.Shared.Return(array);
        }

        lent.Clear();
    }
}
