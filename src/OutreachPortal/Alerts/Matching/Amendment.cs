using OutreachPortal.Languages;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// What an amendment changed, field by field. A minor one (a misprint, a comma) is nobody's news: mails that do not say
/// what changed are what people call spam.
/// </summary>
internal sealed class Amendment
{
    readonly Content? _before;
    readonly Content _after;
    readonly Change? _end;
    readonly IReadOnlyList<NoticeField> _changed;

    Amendment(Content? before, Content after, Change? end)
    {
        (_before, _after, _end) = (before, after, end);
        _changed = before is null ? [] : [.. NoticeField.All.Where(field => field.Differs(before, after))];
    }

    /// <summary>Something that matters to whoever was told before.</summary>
    public bool IsMaterial => _end is not null || _changed.Count > 0;

    /// <param name="end">What had ended the item before it was opened again; null where it was open.</param>
    public static Amendment Between(Content? before, Content after, Change? end) => new(before, after, end);

    /// <summary>What the letter says of it, in the reader's words.</summary>
    public IEnumerable<ChangedField> In(Words words, Names names)
    {
        if (_end is { } end)
        {
            yield return new(words["facet.status"],
                words[$"change.{Standings.WordOf(end, _after.Kind)}"], words["status.open"]);
        }
        foreach (var field in _changed)
        {
            yield return new(
                words[field.Phrase], field.TextOf(_before!, words, names), field.TextOf(_after, words, names));
        }
    }
}

