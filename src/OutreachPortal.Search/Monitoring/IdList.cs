namespace OutreachPortal.Search;

/// <summary>The ids of a query that more than one has.</summary>
sealed class IdList(params ReadOnlySpan<long> first)
{
    long[] _ids = first.ToArray();
    int _count = first.Length;

    public ReadOnlySpan<long> Ids => _ids.AsSpan(0, _count);

    public void Add(long id)
    {
        if (_count == _ids.Length)
        {
            Array.Resize(ref _ids, Math.Max(2, _count + (_count >> 1)));
        }

        _ids[_count++] = id;
    }

    public void Remove(long id)
    {
        _ids[Ids.IndexOf(id)] = _ids[--_count];
        if (_count * 4 < _ids.Length)
        {
            Array.Resize(ref _ids, _count * 2);
        }
    }
}
