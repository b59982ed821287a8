using System.Security.Cryptography;
using System.Text;
using NodaTime;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>A list on its way out: what was found, for whom, in which form. The writers of the forms read it.</summary>
internal sealed record CarriedList(ListFormat Format, Visit Visit, Portal Portal, Results Results, Criteria Criteria)
{
    const int TagBytes = 16;

    /// <summary>What the same list looks like depends on the programme too.</summary>
    static readonly Guid Programme = typeof(CarriedList).Module.ModuleVersionId;

    /// <summary>The part after this one, or null.</summary>
    public Place? Next { get; init; }

    public Words Words => Visit.Words;

    public string Language => Visit.Language.Code;

    public string Self => Portal.AddressOf(Visit.ToFile(Criteria, Format.Extension));

    public string? NextAddress => Next is null ? null : $"{Self}{(Self.Contains('?') ? '&' : '?')}after={Next}";

    public string PageAddress => Portal.AddressOf(Visit.ToResults(Criteria));

    /// <summary>For names that are for ever: the host without its port.</summary>
    public string Host => new Uri(Portal.AddressOf("/")).Host;

    /// <summary>When anything in it last changed.</summary>
    public Instant Changed => Results.Items.Select(item => item.Card.Trail.At).DefaultIfEmpty(Trail.None.At).Max();

    /// <summary>What was looked for, and where: "Kenya, Tenders – Outreach Portal".</summary>
    public string Title => Words.With("page.title", ("page", Subject), ("portal", Portal.Name));

    public string AddressOf(Card card) => Portal.AddressOf(Visit.To(card));

    public TextIn TitleOf(Card card) => card.Titles.In(Language, card.Language) ?? new(card.Language, card.Reference);

    /// <summary>Who and where, until when on the clocks of the place, and what it is about.</summary>
    public string TextOf(ResultItem item) => string.Join('\n', LinesOf(item.Card, item.Standing));

    /// <summary>
    /// Equal tags mean equal bytes: an item changes with its journal entries, its standing with the hour, names with
    /// the generation of the lists.
    /// </summary>
    public string Tag(int generation)
    {
        var state = new StringBuilder().AppendJoin('\n', Programme, generation, Self, Portal.Name, Next);
        foreach (var (card, standing, _) in Results.Items)
            state.AppendJoin(' ', '\n', card.Id, card.Trail.Sequence, standing);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(state.ToString()));
        return $"\"{Convert.ToHexStringLower(digest.AsSpan(0, TagBytes))}\"";
    }

    string Subject => Results.Applied is []
        ? Words["results.title"]
        : string.Join(Words["list.comma"], Results.Applied.Select(filter => filter.Label));

    IEnumerable<string> LinesOf(Card card, Standing standing)
    {
        var places = card.Countries.Select(Results.Names.Country).Concat(card.OtherPlaces);
        yield return string.Join(" · ", [card.Organisation.Name, .. places]);
        yield return standing == Standing.Open
            ? Closing(card)
            : Words[$"status.{Standings.WordOf(standing, card.Kind)}"];
        if (card.Summaries.In(Language, card.Language) is { } summary) yield return summary.Text;
    }

    string Closing(Card card) => card.Deadline is { } deadline
        ? Words.With("item.closes", ("when", Words.Dates.Moment(deadline.Local, deadline.Zone)))
        : Words["item.no-deadline"];
}
