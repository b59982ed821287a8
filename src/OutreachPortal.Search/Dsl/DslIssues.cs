namespace OutreachPortal.Search;

/// <summary>What is wrong so far, and whether it is more than a remark.</summary>
sealed class DslIssues
{
    const int Most = 20;

    readonly List<DslIssue> _all = [];

    public IReadOnlyList<DslIssue> All => _all;

    public bool Refused { get; private set; }

    /// <summary>Says why something cannot be read.</summary>
    /// <returns>Null, in the place of what was not read.</returns>
    public Query? Refuse(string path, string sentence)
    {
        Refused = true;
        Remark(path, sentence);
        return null;
    }

    public void Remark(string path, string sentence)
    {
        if (_all.Count < Most)
        {
            _all.Add(new DslIssue(path, sentence));
        }
    }
}
