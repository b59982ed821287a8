using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// What an amendment changed, field by field, as the public history tells it, without what matters to nobody who was
/// told before: mails that do not say what changed are what people call spam, and so are mails about a comma.
/// </summary>
internal sealed class Amendment
{
    readonly Content _after;
    readonly Change? _end;
    readonly IReadOnlyList<Difference> _material;

    Amendment(Content? before, Content after, Change? end)
    {
        (_after, _end) = (after, end);
        _material = before is null
            ? []
            : [.. Difference.Between(before, after).Where(difference => Matters(difference, before, after))];
    }

    /// <summary>Something that matters to whoever was told before.</summary>
    public bool IsMaterial => _end is not null || _material.Count > 0;

    /// <param name="end">What had ended the item before it was opened again; null where it was open.</param>
    public static Amendment Between(Content? before, Content after, Change? end) => new(before, after, end);

    /// <summary>What a letter says of it, a line for each.</summary>
    public IEnumerable<string> In(Reader reader)
    {
        var words = reader.Words;
        if (_end is { } end)
        {
            yield return words.With(
                "opportunity.history.change", ("field", words["facet.status"]),
                ("old", words[$"change.{Standings.WordOf(end, _after.Kind)}"]), ("new", words["status.open"]));
        }
        var said = new DifferenceWords(reader);
        foreach (var difference in _material)
        {
            yield return difference.IsText && difference.Field != "title"
                ? words.With("letter.text-changed", ("field", said.LabelOf(difference)))
                : said.LineOf(difference);
        }
    }

    /// <summary>Whom to ask and which goals it serves decide nothing; the order of a list says nothing.</summary>
    static bool Matters(Difference difference, Content before, Content after) => difference.Field switch
    {
        "title" => TextChange.IsMaterial(before.Titles, after.Titles, difference.Language!, mayBeLong: false),
        "summary" => TextChange.IsMaterial(before.Summaries, after.Summaries, difference.Language!, mayBeLong: true),
        "body" => TextChange.IsMaterial(before.Bodies, after.Bodies, difference.Language!, mayBeLong: true),
        "notes" => TextChange.IsMaterial(
            before.Eligibility.Notes, after.Eligibility.Notes, difference.Language!, mayBeLong: true),
        "contact" or "sdgs" => false,
        _ => !difference.Before.ToHashSet().SetEquals(difference.After),
    };
}
