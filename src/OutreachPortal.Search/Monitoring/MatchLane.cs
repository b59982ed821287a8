namespace OutreachPortal.Search;

/// <summary>The words of a lane as numbers of the table, for phrases.</summary>
sealed class MatchLane
{
    const int Unknown = -1;

    readonly Lane _lane;
    readonly int[] _ids;

    public MatchLane(Lane lane, AtomTable atoms, DocumentMatch match)
    {
        _lane = lane;
        _ids = new int[lane.Terms.Count];
        for (var i = 0; i < _ids.Length; i++)
        {
            var known = atoms.Term(lane.Terms[i]);
            _ids[i] = known?.Id ?? Unknown;
            if (known is not null)
            {
                match.Mark(known, this);
            }
        }
    }

    public int Field => _lane.Field;

    public int Channel => _lane.Channel;

    public IEnumerable<string> Written => _lane.Written;

    /// <summary>Whether the terms stand somewhere, as far apart as their positions are.</summary>
    public bool HasRun(ReadOnlySpan<(int Term, int Position)> run)
    {
        for (var at = Next(0, run[0].Term); at >= 0; at = Next(at + 1, run[0].Term))
        {
            if (Follows(run, _lane.Positions[at] - run[0].Position))
            {
                return true;
            }
        }

        return false;
    }

    bool Follows(ReadOnlySpan<(int Term, int Position)> run, int origin)
    {
        for (var i = 1; i < run.Length; i++)
        {
            if (!Stands(run[i].Term, origin + run[i].Position))
            {
                return false;
            }
        }

        return true;
    }

    int Next(int from, int term)
    {
        var found = _ids.AsSpan(from).IndexOf(term);
        return found < 0 ? -1 : from + found;
    }

    bool Stands(int term, int position)
    {
        var found = _lane.Positions.BinarySearch(position);
        if (found < 0)
        {
            return false;
        }

        while (found > 0 && _lane.Positions[found - 1] == position)
        {
            found--;
        }

        for (; found < _ids.Length && _lane.Positions[found] == position; found++)
        {
            if (_ids[found] == term)
            {
                return true;
            }
        }

        return false;
    }
}
