namespace OutreachPortal.Search;

/// <summary>The texts of one search, each planned once.</summary>
sealed class SearchPlans(Snapshot snapshot)
{
    readonly Dictionary<TextQuery, TextPlan> _plans = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<string, WordPattern?> _patterns = [];

    public Snapshot Snapshot => snapshot;

    public WorkLimit Limit { get; } = new(snapshot.MaxDoc);

    public IEnumerable<TextPlan> All => _plans.Values;

    /// <summary>The regular expressions that became more words than are looked for.</summary>
    public HashSet<string> Wide { get; } = [];

    /// <summary>The pattern of a regular expression; null when it cannot be read.</summary>
    public WordPattern? Of(WordsLike like)
    {
        if (!_patterns.TryGetValue(like.Pattern, out var pattern))
        {
            pattern = _patterns[like.Pattern] = WordPattern.Read(like.Pattern).Pattern;
        }

        return pattern;
    }

    public TextPlan Of(TextQuery query)
    {
        if (!_plans.TryGetValue(query, out var plan))
        {
            plan = _plans[query] = new TextPlan(query, snapshot, Limit);
        }

        return plan;
    }

    /// <summary>
    /// The words by which a query ranks: those of its texts that are neither excluded nor inside a condition.
    /// </summary>
    public IEnumerable<(PlannedLeaf Leaf, float Boost)> Scored(Query query) => query switch
    {
        TextQuery text => Of(text).Scored,
        All all => all.Queries.SelectMany(Scored),
        Either either => either.Queries.SelectMany(Scored),
        Clauses clauses => clauses.Weighed.SelectMany(Scored),
        Boosted boosted => Scored(boosted.Query).Select(word => (word.Leaf, boosted.Of(word.Boost))),
        _ => [],
    };

    /// <summary>The conditions that add to a score by themselves where they hold: those that programs weigh.</summary>
    public static IEnumerable<(Query Query, float Score)> Weighed(Query query, bool asked = false) => query switch
    {
        TextQuery => [],
        All all => all.Queries.SelectMany(one => Weighed(one)),
        Either either => either.Queries.SelectMany(one => Weighed(one)),
        Clauses clauses => clauses.Weighed.SelectMany(one => Weighed(one, asked: true)),
        Boosted boosted => Weighed(boosted.Query, asked: true).Select(one => (one.Query, boosted.Of(one.Score))),
        _ => asked ? [(query, 1f)] : [],
    };
}
