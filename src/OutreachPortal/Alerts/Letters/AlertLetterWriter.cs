using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>
/// Writes the letters that alerts send, when they are about to leave: nobody gets what was true last night.
/// </summary>
internal sealed class AlertLetterWriter(
    IDbContextFactory<PortalDb> databases, LetterContents contents, LetterPress press, AlertLinks links,
    AlertFigures figures, TimeProvider clock) : ILetterWriter
{
    /// <summary>Raised with the wording.</summary>
    public const int TemplateVersion = 1;

    public IReadOnlyCollection<LetterKind> Kinds { get; } = [LetterKind.Immediate, LetterKind.Daily, LetterKind.Weekly];

    public async Task<IReadOnlyList<Draft>> WriteAsync(
        IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        var (now, ids) = (Now, deliveries.Select(delivery => delivery.Recipient).Distinct().ToList());
        var people = await db.Subscribers.AsNoTracking()
            .Where(subscriber => EF.Parameter(ids).Contains(subscriber.Id))
            .ToDictionaryAsync(subscriber => subscriber.Id, cancellation);
        var enclosures = await Enclosure.ReadAsync(db, [.. deliveries.Select(delivery => delivery.Id)], cancellation);
        Dictionary<Guid, NotWanted> unwanted = [];
        List<Commission> commissions = [];
        foreach (var delivery in deliveries)
        {
            var person = people.GetValueOrDefault(delivery.Recipient);
            var wanted = enclosures[delivery.Id].Where(enclosure => enclosure.Alert.EndedAt is null).ToList();
            if (person is not { Email: not null, State: SubscriberState.Active })
                unwanted[delivery.Id] = NobodyFor(person);
            else if (wanted.Count == 0) unwanted[delivery.Id] = new(DeliveryState.Cancelled, "ended");
            else commissions.Add(new(delivery, person, wanted.FindAll(enclosure => !enclosure.IsLate(now))));
        }
        var tellings = await contents.ReadAsync(db, commissions, now, cancellation);
        var letters = await PrintAsync(db, tellings, now, cancellation);
        return
        [
            .. deliveries.Select(delivery => letters.TryGetValue(delivery.Id, out var letter)
                ? (Draft)new Written(letter)
                : unwanted.GetValueOrDefault(delivery.Id) ?? new NotWanted(DeliveryState.Expired, "over")),
        ];
    }

    public async Task SettledAsync(PortalDb db, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        var accepted = deliveries.Where(delivery => delivery.State == DeliveryState.Accepted).ToList();
        await MeasureAsync(db, accepted, cancellation);
        await EndAsync(
            db, accepted,
            FormattableString.Invariant($"""
                state = CASE WHEN obligations.expires_at <= {Rows.Column(Now)} THEN 'Expired' ELSE 'Done' END,
                reason = CASE WHEN obligations.expires_at <= {Rows.Column(Now)} THEN 'deadline' ELSE obligations.reason END
                """), cancellation);
        foreach (var same in deliveries.Except(accepted).GroupBy(delivery => delivery.State))
            await EndAsync(db, [.. same], $"state = '{EndOf(same.Key)}', reason = ended.column2", cancellation);
    }

    /// <summary>
    /// What these letters held and nothing has ended since. The state is written as an expression so that SQLite looks
    /// the letters up, and does not go through all that is in letters.
    /// </summary>
    static Task<int> EndAsync(
        PortalDb db, IReadOnlyList<Delivery> letters, string change, CancellationToken cancellation) =>
        Rows.EachAsync(
            db, $"UPDATE obligations SET {change} FROM (",
            [.. letters.Select(letter => new object?[] { letter.Id, letter.LastText })],
            ") AS ended WHERE obligations.delivery_id = ended.column1 AND obligations.state || '' = 'Batched'",
            cancellation);

    /// <summary>A letter from what it says, as the postman and a preview get it.</summary>
    public async Task<Letter> PrintAsync(AlertLetter letter, string to, UnsubscribeToken token, string list)
    {
        var (text, shown) = AlertText.Of(letter);
        return new Letter
        {
            To = to, Language = letter.Reader.Visit.Language, Subject = new LetterWords(letter).Subject, Text = text,
            Html = await press.PrintAsync<AlertEmail>(new Dictionary<string, object?> { ["Letter"] = shown }),
            ListId = list, Unsubscribe = links.ToUnsubscribe(token), UnsubscribeToken = token.Token,
            Help = new Uri(letter.Manage), TemplateVersion = TemplateVersion,
        };
    }

    /// <summary>What tells several the same is printed once, and each one's own addresses are filled in.</summary>
    async Task<Dictionary<Guid, Letter>> PrintAsync(
        PortalDb db, Dictionary<Guid, Telling> tellings, Instant now, CancellationToken cancellation)
    {
        var wanted = tellings.Values.SelectMany(telling => telling.Alerts.Select(alert => Scopes.Of(alert.Id))
            .Append(ScopeOf(telling)).Distinct().Select(scope => (telling.For.Person.Id, scope)));
        var tokens = await AlertTokens.ReadAsync(db, [.. wanted.Distinct()], now, cancellation);
        Dictionary<string, Stencil> stencils = [];
        Dictionary<Guid, Letter> letters = [];
        foreach (var (delivery, telling) in tellings)
        {
            var key = telling.Key;
            if (!stencils.TryGetValue(key, out var stencil))
                stencils[key] = stencil = await StencilAsync(db, telling, now, cancellation);
            letters[delivery] = Fill(stencil, telling, tokens);
        }
        return letters;
    }

    async Task<Stencil> StencilAsync(PortalDb db, Telling telling, Instant now, CancellationToken cancellation)
    {
        var marks = telling.Alerts.ToDictionary(alert => alert.Id, _ => Stencil.Mark());
        var letter = await contents.LetterAsync(db, telling, alert => marks[alert], now, cancellation);
        var first = marks[telling.Items[0].Alert.Id];
        return new Stencil(
            await PrintAsync(letter, "", first, ""), [.. telling.Alerts.Select(alert => marks[alert.Id].Token)]);
    }

    Letter Fill(Stencil stencil, Telling telling, AlertTokens tokens)
    {
        var person = telling.For.Person;
        var scope = tokens.Of(person.Id, ScopeOf(telling));
        return stencil.Fill(
            person.Email!, [.. telling.Alerts.Select(alert => tokens.Of(person.Id, alert.Id))], scope,
            links.ToUnsubscribe(scope), ListOf(telling));
    }

    /// <summary>
    /// One click ends the alert that speaks first in an immediate letter, all of its frequency in a digest.
    /// </summary>
    static string ScopeOf(Telling telling) => telling.Kind switch
    {
        LetterKind.Daily => Scopes.Daily,
        LetterKind.Weekly => Scopes.Weekly,
        _ => Scopes.Of(telling.Items[0].Alert.Id),
    };

    static string ListOf(Telling telling) =>
        telling.Kind is LetterKind.Immediate ? $"alert-{telling.Items[0].Alert.Id:N}" : ScopeOf(telling);

    async Task MeasureAsync(PortalDb db, List<Delivery> accepted, CancellationToken cancellation)
    {
        var at = accepted.Where(delivery => delivery is { Kind: LetterKind.Immediate, AcceptedAt: not null })
            .ToDictionary(delivery => delivery.Id, delivery => delivery.AcceptedAt!.Value);
        if (at.Count == 0) return;
        var ids = at.Keys.ToList();
        var published = await db.Obligations
            .Where(obligation =>
                obligation.DeliveryId != null && EF.Parameter(ids).Contains(obligation.DeliveryId.Value))
            .GroupBy(obligation => obligation.DeliveryId!.Value)
            .Select(letter => new { letter.Key, At = letter.Min(obligation => obligation.OwedAt) })
            .ToListAsync(cancellation);
        foreach (var letter in published) figures.Accepted(at[letter.Key] - letter.At);
    }

    static NotWanted NobodyFor(Subscriber? person) => person?.State == SubscriberState.Suppressed
        ? new NotWanted(DeliveryState.Suppressed, "suppressed")
        : new NotWanted(DeliveryState.Cancelled, "erased");

    static ObligationState EndOf(DeliveryState state) => state switch
    {
        DeliveryState.Cancelled => ObligationState.Cancelled,
        DeliveryState.Expired => ObligationState.Expired,
        DeliveryState.Suppressed => ObligationState.Suppressed,
        _ => ObligationState.Failed,
    };

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
