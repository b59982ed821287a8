using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using OutreachPortal.Discovery;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using OutreachPortal.Tests.Support;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Tests.Discovery;

public sealed class DrawnCardsTests : IDisposable
{
    static readonly Instant Closes = Instant.FromUtc(2026, 12, 1, 13, 0);

    readonly BunitContext _bunit = new();
    readonly DrawnCards _cards;

    public DrawnCardsTests() => _cards = new DrawnCards(_bunit.Services, NullLoggerFactory.Instance);

    public void Dispose() => _bunit.Dispose();

    /// <summary>Hand in hand with a card that is drawn each time, through the whole life of a notice.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("NP")]
    public async Task At_every_moment_it_is_what_one_would_draw(string? country)
    {
        var reader = Readers.In("en") with { Country = country };
        var card = Card(1) with { Encourages = ["ldc"], Countries = ["NP"] };
        for (var left = Duration.FromDays(12); left > -Duration.FromDays(2); left -= Duration.FromMinutes(left < Duration.FromDays(1) ? 1 : 53))
        {
            var now = Closes - left;
            var item = new ResultItem(card, card.StandingAt(now), []);

            Assert.Equal(Fresh(item, reader, now), await DrawnAsync(item, reader, now));
        }
    }

    [Fact]
    public async Task A_card_that_ends_before_its_deadline_says_so_and_at_the_deadline_when_it_closed()
    {
        var (reader, closed) = (Readers.In("en"), Card(1) with { State = State.Closed });
        foreach (var now in (Instant[])[Closes - Duration.FromDays(3), Closes - Duration.Epsilon, Closes, Closes + Duration.FromDays(1)])
        {
            var item = new ResultItem(closed, Standing.Closed, []);

            Assert.Equal(Fresh(item, reader, now), await DrawnAsync(item, reader, now));
        }
    }

    [Fact]
    public async Task It_is_drawn_once_until_card_names_or_country_are_others()
    {
        var (now, reader, item) = (Closes - Duration.FromHours(30), Readers.In("en"), new ResultItem(Card(1), Standing.Open, []));
        var first = await DrawnAsync(item, reader, now);

        Assert.Same(first, await DrawnAsync(item, reader, now + Duration.FromHours(5)));
        Assert.NotSame(first, await DrawnAsync(item with { Card = Card(1) }, reader, now));
        Assert.NotSame(first, await DrawnAsync(item, Readers.In("en"), now));
        Assert.NotSame(first, await DrawnAsync(item, reader with { Country = "KE" }, now));
    }

    [Fact]
    public async Task Where_words_are_marked_the_page_draws_it()
    {
        var item = new ResultItem(Card(1), Standing.Open, [new Fragment("title", "en", "x", 0, [])]);

        Assert.Null(Assert.Single((await _cards.InAsync(ResultsOf(item, Closes), Readers.In("en"))).Items).Drawn);
        Assert.Equal(0, _cards.Characters);
    }

    [Fact]
    public async Task However_many_are_drawn_they_keep_to_their_memory()
    {
        var (reader, highest) = (Readers.In("en"), 0L);
        var long_ = Card(1) with { Organisation = new OrganisationName("x", new string('x', 500_000)) };
        for (var number = 0; number < 40; number++)
        {
            await DrawnAsync(new ResultItem(long_ with { Id = $"{number:0000000000}" }, Standing.Open, []), reader, Closes - Duration.FromDays(2));
            Assert.InRange(_cards.Characters, 1, DrawnCards.MostCharacters);
            highest = Math.Max(highest, _cards.Characters);
        }

        Assert.True(highest > 5_000_000, $"{highest}");
    }

    async Task<string> DrawnAsync(ResultItem item, Reader reader, Instant now) =>
        Assert.Single((await _cards.InAsync(ResultsOf(item, now), reader)).Items).Drawn!.Value.Value;

    string Fresh(ResultItem item, Reader reader, Instant now) => _bunit.Render<ItemCard>(parameters => parameters
        .Add(view => view.Reader, reader).Add(view => view.Item, item).Add(view => view.Now, now)).Markup;

    static Results ResultsOf(ResultItem item, Instant now) => new()
    {
        Criteria = Criteria.Everything, Now = now, Total = 1, Items = [item], Names = Readers.In("en").Names,
        Facets = new Dictionary<string, IReadOnlyList<FacetValue>>(),
    };

    static Card Card(int number)
    {
        var content = Some.Tender();
        return new Card
        {
            Id = $"{number:0000000000}", Reference = content.Reference, Kind = content.Kind, Type = content.Type, Language = content.Language,
            Titles = content.Titles, Summaries = content.Summaries, Organisation = content.Organisation, Countries = content.Countries,
            State = State.Published, Deadline = content.Deadline, ClosesAt = content.Deadline!.Instant, SourceKey = Some.SourceKey, SourceId = "1",
        };
    }
}
