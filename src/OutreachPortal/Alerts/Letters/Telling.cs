using OutreachPortal.Mail;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>A letter that is asked for: to whom, and what it was made to say.</summary>
internal sealed record Commission(Delivery Delivery, Subscriber Person, IReadOnlyList<Enclosure> Enclosures);

/// <summary>
/// What a letter is to tell, before it is put into words. Two with the same <see cref="Key"/> tell the same at the same
/// moment, but for the addresses that are each reader's own.
/// </summary>
internal sealed record Telling(Commission For, Reader Reader, IReadOnlyList<Told> Items)
{
    /// <summary>The alerts that speak in it, the oldest first.</summary>
    public IReadOnlyList<Subscription> Alerts { get; } =
        [.. Items.Select(one => one.Alert).DistinctBy(alert => alert.Id).OrderBy(alert => alert.StartedAt)];

    public LetterKind Kind => For.Delivery.Kind;

    /// <summary>Which alert speaks for an item counts, and not whose it is.</summary>
    public string Key => string.Join(
        '|',
        [
            Kind.ToString(), Reader.Visit.Language.Code,
            .. Alerts.Select(alert => FormattableString.Invariant($"{alert.CriteriaId}/{alert.OpportunityId}")),
            .. Items.Select(KeyOf),
        ]);

    string KeyOf(Told one)
    {
        var occasions = string.Join(',', one.Tidings.Select(tiding => tiding.Entry.Sequence));
        return FormattableString.Invariant($"{one.Item.Id}:{one.News}:{PlaceOf(one.Alert)}:{occasions}");
    }

    int PlaceOf(Subscription alert) => Alerts.Index().First(one => one.Item.Id == alert.Id).Index;
}
