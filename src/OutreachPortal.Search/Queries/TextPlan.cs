namespace OutreachPortal.Search;

/// <summary>
/// What a person typed, with the documents of each of its words in every segment of a snapshot. The documents of a word
/// are kept beside the segment, so a word that was asked for before costs one look.
/// </summary>
sealed class TextPlan
{
    readonly Dictionary<TextLeaf, PlannedLeaf> _leaves = [];
    readonly List<(PlannedLeaf Leaf, float Boost)> _scored = [];
    readonly TextNode _root;

    public TextPlan(TextQuery query, Snapshot snapshot, WorkLimit limit)
    {
        _root = query.Text.Root;
        var fields = query.Fields is null
            ? [.. snapshot.Schema.Texts]
            : (IReadOnlyList<SchemaField>)[.. query.Fields.Select(snapshot.Schema.Find).OfType<SchemaField>()];
        var reading = new LeafReading(snapshot, limit, fields);
        Gather(_root, 1, excluded: false, reading);
    }

    /// <summary>The words that earn a document its score, and how much each counts beside the others.</summary>
    public IReadOnlyList<(PlannedLeaf Leaf, float Boost)> Scored => _scored;

    /// <summary>The patterns that became more words than are looked for.</summary>
    public IEnumerable<string> Incomplete => _leaves.Values.Where(leaf => !leaf.IsComplete).Select(leaf => leaf.Text);

    /// <summary>The documents that match in a segment.</summary>
    public DocSet Matches(int segment, SegmentMatching matching) => Of(_root, segment, matching);

    void Gather(TextNode node, float boost, bool excluded, LeafReading reading)
    {
        switch (node)
        {
            case BoostedText boosted:
                Gather(boosted.Node, boost * boosted.Factor, excluded, reading);
                break;
            case RunText run:
                Gather(run.Spread, boost, excluded, reading);
                break;
            case TogetherText { Clauses: var clauses }:
                GatherAll(clauses, boost, excluded, reading);
                break;
            case EitherText { Clauses: var clauses }:
                GatherAll(clauses, boost, excluded, reading);
                break;
            case TextLeaf leaf and not PresentText:
                GatherLeaf(leaf, boost, excluded, reading);
                break;
        }
    }

    void GatherAll(IReadOnlyList<TextClause> clauses, float boost, bool excluded, LeafReading reading)
    {
        foreach (var clause in clauses)
        {
            Gather(clause.Node, boost, excluded || clause.Part == Part.Excluded, reading);
        }
    }

    void GatherLeaf(TextLeaf leaf, float boost, bool excluded, LeafReading reading)
    {
        if (!_leaves.TryGetValue(leaf, out var planned))
        {
            planned = _leaves[leaf] = reading.Read(leaf);
        }

        if (!excluded)
        {
            _scored.Add((planned, boost));
        }
    }

    DocSet Of(TextNode node, int segment, SegmentMatching matching) => node switch
    {
        AnyText => DocSet.All,
        PresentText present => matching.Has(present.Field!),
        BoostedText boosted => Of(boosted.Node, segment, matching),
        RunText run => Of(run.Spread, segment, matching),
        TogetherText together => Together(together.Clauses, segment, matching),
        EitherText either => Clauses(either.Clauses, _ => false, segment, matching),
        TextLeaf leaf => _leaves[leaf].Kept[segment].Set,
        _ => DocSet.Empty,
    };

    // Beside words that mean something, a stop word is welcome but not needed.
    DocSet Together(IReadOnlyList<TextClause> clauses, int segment, SegmentMatching matching)
    {
        var meaningful = clauses.Any(clause => clause.Part != Part.Excluded && !IsStopWord(clause.Node));
        return Clauses(clauses, clause => !meaningful || !IsStopWord(clause.Node), segment, matching);
    }

    DocSet Clauses(IReadOnlyList<TextClause> clauses, Predicate<TextClause> needed, int segment, SegmentMatching matching)
    {
        List<DocSet> required = [];
        List<DocSet> welcome = [];
        foreach (var clause in clauses.Where(clause => clause.Part != Part.Excluded))
        {
            var needs = clause.Part == Part.Required || needed(clause);
            (needs ? required : welcome).Add(Of(clause.Node, segment, matching));
        }

        var found = required.Count > 0 ? matching.Every(required)
            : welcome.Count > 0 ? matching.Algebra.Or(welcome)
            : DocSet.All;
        return clauses.Where(clause => clause.Part == Part.Excluded)
            .Aggregate(found, (left, clause) => matching.Algebra.AndNot(left, Of(clause.Node, segment, matching)));
    }

    internal static bool IsStopWord(TextNode node) => node switch
    {
        BoostedText boosted => IsStopWord(boosted.Node),
        WordText { Field: null } word => StopWords.Contain(word.Text),
        _ => false,
    };
}

/// <summary>A word, phrase, pattern or range of a text, and its documents by segment.</summary>
sealed class PlannedLeaf(string text, KeptSet[] kept, int documentsOfIndex)
{
    /// <summary>As it prints itself.</summary>
    public string Text => text;

    public KeptSet[] Kept => kept;

    /// <summary>Documents that have it.</summary>
    public int Documents { get; } = kept.Sum(set => set.Set.Count);

    public bool IsComplete { get; } = Array.TrueForAll(kept, set => set.IsComplete);

    /// <summary>BM25's weight of a word in so many documents: the rarer the heavier.</summary>
    public float Weight => MathF.Log(1 + ((documentsOfIndex - Documents + 0.5f) / (Documents + 0.5f)));
}

/// <summary>Finds the documents of each leaf: in memory, or else in the segment.</summary>
sealed class LeafReading(Snapshot snapshot, WorkLimit limit, IReadOnlyList<SchemaField> defaults)
{
    readonly string _defaults = string.Join(',', defaults.Select(field => field.Name));

    public PlannedLeaf Read(TextLeaf leaf)
    {
        var own = leaf.Field is not null && snapshot.Schema.Find(leaf.Field) is { } field ? field : null;
        var text = leaf.ToString();
        var key = $"{snapshot.LengthClass}\t{(own is null ? _defaults : "")}\t{text}";
        IReadOnlyList<SchemaField> fields = own is null ? defaults : [own];
        return new PlannedLeaf(text, [.. snapshot.Segments.Select(segment => Read(segment, key, leaf, fields))], snapshot.MaxDoc);
    }

    KeptSet Read(SegmentView segment, string key, TextLeaf leaf, IReadOnlyList<SchemaField> fields)
    {
        if (segment.Core.Cached.Find(key) is { } known)
        {
            return known;
        }

        var read = new SegmentReader(segment, snapshot, limit).Read(leaf, fields);
        return read.IsComplete ? segment.Core.Cached.Keep(key, read) : read;
    }
}
