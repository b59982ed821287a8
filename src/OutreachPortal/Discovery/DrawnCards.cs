using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;
using NodaTime;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>
/// Cards of lists as they were drawn before, as long as they would be drawn the same: of the same card and names, for
/// the same country, and before the moment at which their words change. To draw one costs twenty times as much as to
/// hand it over.
/// When they take too much memory, all are forgotten: the ones that people ask for are soon back.
/// </summary>
internal sealed class DrawnCards(IServiceProvider services, ILoggerFactory logs)
{
    /// <summary>Of two bytes each: 12 MB.</summary>
    public const int MostCharacters = 6 << 20;

    // What one takes beside its text, in characters: its keys and the objects themselves.
    const int Beside = 128;

    readonly ConcurrentDictionary<Key, Drawing> _cards = [];
    long _characters;

    public long Characters => Interlocked.Read(ref _characters);

    /// <summary>
    /// The results with their cards drawn. Where words are marked in them, each is drawn by the page itself.
    /// </summary>
    public async Task<Results> InAsync(Results results, Reader reader)
    {
        var items = new ResultItem[results.Items.Count];
        List<int> missing = [];
        for (var place = 0; place < items.Length; place++)
        {
            var item = items[place] = results.Items[place];
            if (Find(item, reader, results.Now) is { } drawn) items[place] = item with { Drawn = drawn };
            else if (item.Highlights.Count == 0) missing.Add(place);
        }

        if (missing.Count > 0) await DrawAsync(items, missing, reader, results.Now);
        return results with { Items = items };
    }

    MarkupString? Find(ResultItem item, Reader reader, Instant now) =>
        item.Highlights.Count == 0 && _cards.TryGetValue(KeyOf(item, reader), out var drawing)
            && drawing.Shows(item, now)
            ? drawing.Text
            : null;

    async Task DrawAsync(ResultItem[] items, List<int> places, Reader reader, Instant now)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            foreach (var place in places)
            {
                var item = items[place];
                var drawn = await PageText.OfAsync<ItemCard>(
                    renderer, new() { ["Reader"] = reader, ["Item"] = item, ["Now"] = now });
                items[place] = item with { Drawn = drawn };
                Keep(KeyOf(item, reader), new(item.Card, item.Standing, now, EndOf(item, reader, now), drawn));
            }
        });
    }

    void Keep(Key key, Drawing drawing)
    {
        var size = drawing.Text.Value.Length + Beside;
        if (Interlocked.Add(ref _characters, size) > MostCharacters)
        {
            Interlocked.Exchange(ref _characters, size);
            _cards.Clear();
        }

        if (_cards.TryGetValue(key, out var old)) Interlocked.Add(ref _characters, -old.Text.Value.Length - Beside);
        _cards[key] = drawing;
    }

    static Key KeyOf(ResultItem item, Reader reader) => new(item.Card.Id, reader.Names, reader.Country);

    /// <summary>When the card would first be drawn otherwise; the moment itself is still the same.</summary>
    static Instant EndOf(ResultItem item, Reader reader, Instant now)
    {
        var words = ClosingLine.LastInstant(item.Card, item.Standing, now);
        var day = now.InUtc().Date.PlusDays(1).AtMidnight().InUtc().ToInstant() - Duration.Epsilon;
        // In which groups a country stands is a matter of days.
        return reader.Country is null || words < day ? words : day;
    }

    /// <summary>Names are those of one language, and others as soon as the lists change.</summary>
    readonly record struct Key(string Id, Names Names, string? Country);

    sealed record Drawing(Card Card, Standing Standing, Instant Since, Instant Until, MarkupString Text)
    {
        public bool Shows(ResultItem item, Instant now) =>
            ReferenceEquals(item.Card, Card) && item.Standing == Standing && now >= Since && now <= Until;
    }
}
