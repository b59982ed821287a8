using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Discovery;

/// <summary>Criteria as a request to the index, at one moment.</summary>
internal sealed class SearchPlan
{
    // What was published now counts a fifth more than what is old, and half of that after a month; what is open, a
    // fifth more.
    const float Gently = 0.2f;
    const long Month = 30L * NodaConstants.TicksPerDay / TimeSpan.TicksPerMicrosecond;

    readonly Criteria _criteria;
    readonly Instant _now;
    readonly Atlas _atlas;
    readonly ParsedText? _text;

    public SearchPlan(Criteria criteria, Instant now, Atlas atlas)
    {
        (_criteria, _now, _atlas) = (criteria, now, atlas);
        _text = criteria.Query is { } query ? QueryText.Parse(query, OpportunityIndex.QueryText) : null;
    }

    public string? Country => _criteria.From;

    public IEnumerable<Note> Notes => NotesOf(_text?.Notes ?? []);

    /// <summary>What reading the text, or looking its words up, has to say.</summary>
    public static IEnumerable<Note> NotesOf(IEnumerable<QueryNote> notes) =>
        notes.Select(note => new Note($"note.{KeyOf(note.Kind)}", "q", note.Detail, MostOf(note.Kind)));

    public SearchRequest Request(IReadOnlyList<string> facets) => new()
    {
        Query = _text is null ? new MatchAll() : new TextQuery(_text, OpportunityIndex.TextFields),
        Filters = [.. Filters()],
        Facets = [.. facets.Select(FacetOf)],
        Sort = SortBy(_criteria.EffectiveSort),
        Boosts = [new NumberBoost(OpportunityIndex.Published, Now, Month, Gently)],
        Favoured = [new QueryBoost(Open, Gently)],
        Offset = _criteria.Offset,
        Size = _criteria.Size,
        HighlightFields = _text is null ? [] : ["title", "summary", "body"],
    };

    public SearchRequest RequestOfPage(IReadOnlyList<string> facets) => _text is null
        ? Request(facets)
        : Request(facets) with { HighlightFields = ["title", "summary"], HighlightInstead = new("summary", "body") };

    /// <summary>What <c>from</c> alone leaves out, counted by the rules; null where no country is given.</summary>
    public SearchRequest? LeftOut => _criteria.From is { } from && _atlas.Find(from) is not null
        ? Request([]) with
        {
            Filters = [.. Filters().Where(filter => filter.Name != "from"), new("from", new Not(MayAnswer(from)))],
            Facets =
            [
                new CodeFacet(OpportunityIndex.OnlyGroup),
                new QueryFacet(
                    OpportunityIndex.Nationality, [new FacetQuery("named", new Has(OpportunityIndex.Nationality))]),
            ],
            Offset = 0,
            Size = 0,
            HighlightFields = [],
        }
        : null;

    IEnumerable<SearchFilter> Filters()
    {
        foreach (var field in OpportunityIndex.CodeFields)
        {
            if (_criteria[field] is { IsEmpty: false } values) yield return new(field, new AnyOf(field, [.. values]));
        }
        if (StatusQuery() is { } status) yield return new("status", status);
        if (_criteria.From is { } from) yield return new("from", MayAnswer(from));
        foreach (var range in Ranges(_criteria)) yield return new(range.Field, range);
    }

    /// <summary>The days of criteria, which depend on no clock.</summary>
    public static IEnumerable<Between> Ranges(Criteria criteria)
    {
        if (Days(OpportunityIndex.Deadline, criteria.ClosingFrom, criteria.ClosingTo) is { } closing)
            yield return closing;
        if (Days(OpportunityIndex.Published, criteria.PostedFrom, criteria.PostedTo) is { } posted)
            yield return posted;
    }

    FacetRequest FacetOf(string facet) => facet == "status"
        ? new QueryFacet("status", [.. Statuses.Select(status => new FacetQuery(status, IsIn(status)))])
        : new CodeFacet(facet);

    /// <summary>TooLong is said by the phrase <c>note.too-long</c>.</summary>
    static string KeyOf(QueryNoteKind kind) =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    static int MostOf(QueryNoteKind kind) => kind switch
    {
        QueryNoteKind.TooLong => OpportunityIndex.QueryText.MaxLength,
        QueryNoteKind.TooManyClauses => OpportunityIndex.QueryText.MaxClauses,
        _ => 0,
    };

    static readonly string[] Statuses = ["open", "closed", "cancelled", "awarded"];

    Query? StatusQuery()
    {
        var selected = _criteria["status"];
        if (selected.IsEmpty) return IsIn("open");
        return selected.Contains("all") ? null : new Either([.. selected.Select(IsIn)]);
    }

    Query IsIn(string status) => status switch
    {
        "open" => Open,
        "closed" => new Either(
        [
            StateIs(State.Closed),
            new All([StateIs(State.Published), new Between(OpportunityIndex.Closes, null, Now + 1)]),
        ]),
        "cancelled" => StateIs(State.Cancelled),
        "awarded" => StateIs(State.Awarded),
        _ => new MatchNone(),
    };

    Query Open => new All([StateIs(State.Published), new Between(OpportunityIndex.Closes, Now + 1, null)]);

    long Now => OpportunityIndex.Microseconds(_now);

    static AnyOf StateIs(State state) => new(OpportunityIndex.State, [OpportunityIndex.Word(state)]);

    /// <summary>No rule is stated, or the country is named, or it stands in a named group today.</summary>
    Query MayAnswer(string from)
    {
        if (_atlas.Find(from) is null) return new MatchNone();
        return new Either(
        [
            new Not(new Either([new Has(OpportunityIndex.Nationality), new Has(OpportunityIndex.OnlyGroup)])),
            new AnyOf(OpportunityIndex.Nationality, [from.ToLowerInvariant()]),
            new AnyOf(OpportunityIndex.OnlyGroup, _atlas.GroupsOf(from, _now.InUtc().Date)),
        ]);
    }

    /// <summary>Both days belong to the range; a day is a UTC day.</summary>
    static Between? Days(string field, LocalDate? first, LocalDate? last) => first is null && last is null
        ? null
        : new Between(field, StartOf(first), StartOf(last?.PlusDays(1)));

    static long? StartOf(LocalDate? day) =>
        day is { } date ? OpportunityIndex.Microseconds(date.AtMidnight().InUtc().ToInstant()) : null;

    SearchSort SortBy(Sort sort) => sort switch
    {
        Sort.Newest => new ByNumber(OpportunityIndex.Published, Descending: true),
        Sort.Relevance when _text is { IsEmpty: false } => new ByRelevance(),
        _ => new Tiered(
        [
            new SortTier(new All([Open, new Has(OpportunityIndex.Deadline)]), OpportunityIndex.Deadline),
            new SortTier(Open),
            new SortTier(new MatchAll(), OpportunityIndex.Deadline, Descending: true),
        ]),
    };
}
