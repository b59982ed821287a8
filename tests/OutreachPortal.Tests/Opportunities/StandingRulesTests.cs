using NodaTime;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Opportunities;

public sealed class StandingRulesTests
{
    static readonly StandingRules Rules = new(Duration.FromDays(90));

    [Theory]
    [InlineData(0, true, 5, Standing.Open)]
    [InlineData(5, true, 5, Standing.Closed)]
    [InlineData(6, true, 5, Standing.Closed)]
    [InlineData(89, true, null, Standing.Open)]
    [InlineData(90, true, null, Standing.Closed)]
    [InlineData(0, false, 5, Standing.Closed)]
    [InlineData(0, false, null, Standing.Closed)]
    public void Open_is_before_the_deadline_or_young_without_one(
        int daysLater, bool invitesAnswer, int? deadlineDays, Standing expected)
    {
        var deadline = deadlineDays is { } days ? Some.Noon + Duration.FromDays(days) : (Instant?)null;
        var card = CardIn(State.Published) with { ClosesAt = Rules.ClosesAt(deadline, Some.Noon, invitesAnswer) };

        Assert.Equal(expected, card.StandingAt(Some.Noon + Duration.FromDays(daysLater)));
    }

    [Fact]
    public void The_last_open_moment_is_just_before_the_deadline()
    {
        var card = CardIn(State.Published) with { ClosesAt = Some.Noon };

        Assert.Equal(Standing.Open, card.StandingAt(Some.Noon - Duration.Epsilon));
        Assert.Equal(Standing.Closed, card.StandingAt(Some.Noon));
    }

    [Theory]
    [InlineData(State.Closed, Standing.Closed)]
    [InlineData(State.Cancelled, Standing.Cancelled)]
    [InlineData(State.Awarded, Standing.Awarded)]
    [InlineData(State.Withdrawn, Standing.Withdrawn)]
    [InlineData(State.Draft, Standing.Draft)]
    public void A_decision_counts_whatever_the_hour(State state, Standing expected)
    {
        var card = CardIn(state) with { ClosesAt = Some.Noon };

        Assert.Equal(expected, card.StandingAt(Some.Noon - Duration.FromDays(1)));
        Assert.Equal(expected, card.StandingAt(Some.Noon + Duration.FromDays(1)));
    }

    static Card CardIn(State state) => new()
    {
        Id = "0123456789", Reference = "NW/2026/017", Kind = Kind.Tender, Type = "rfp", Language = "en", Titles = [],
        Organisation = new("nairobi-county", "Nairobi County"),
        SourceKey = Some.SourceKey, SourceId = "017", State = state,
    };
}
