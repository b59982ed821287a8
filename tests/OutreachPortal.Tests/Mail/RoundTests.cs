using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>What a round of many letters does at once, and what of it stays apart for each.</summary>
public sealed class RoundTests
{
    readonly Outside _outside = new();

    [Theory]
    [InlineData(Databases.Sqlite, true, 7)]
    [InlineData(Databases.Sqlite, false, 3)]
    [InlineData(Databases.PostgreSql, true, 7)]
    [InlineData(Databases.PostgreSql, false, 3)]
    public async Task Only_where_the_provider_can_be_asked_more_than_a_call_is_in_doubt(string provider, bool lookup, int doubted)
    {
        _outside.Abilities = new() { MaxBatch = 3, Lookup = lookup };
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        await house.PutAsync(7);
        var calls = 0;
        _outside.Answer = letter => ++calls == 2 ? throw new Killed() : _outside.Accepted(letter);

        await Assert.ThrowsAsync<Killed>(house.CarryAsync);
        await house.EndLeasesAsync();

        Assert.Equal(doubted, (await house.Get<Recovery>().RunAsync()).Doubted);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_round_that_died_between_two_calls_sends_nothing_twice(string provider)
    {
        _outside.Abilities = new() { MaxBatch = 3, Lookup = true };
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        var put = await house.PutAsync(10);
        var calls = 0;
        _outside.Answer = letter => ++calls == 5 ? throw new Killed() : _outside.Accepted(letter);
        await Assert.ThrowsAsync<Killed>(house.CarryAsync);
        _outside.Answer = _outside.Accepted;
        await house.EndLeasesAsync();
        await house.Get<Recovery>().RunAsync();
        house.Clock.Advance(TimeSpan.FromSeconds(40));
        await house.Get<Recovery>().RunAsync();

        await house.CarryAsync();

        Assert.All(put, delivery => Assert.Equal(1, _outside.Had[delivery.Id]));
        Assert.All(await house.ReadAllAsync(), delivery => Assert.Equal(DeliveryState.Accepted, delivery.State));
    }

    /// <summary>The first call closes the channel; what was announced with it has not left.</summary>
    [Fact]
    public async Task What_was_announced_and_could_not_be_handed_over_is_back_in_line_uncounted()
    {
        _outside.Abilities = new() { MaxBatch = 2, Lookup = true };
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside);
        await house.PutAsync(6);
        _outside.Answer = letter => new(letter.DeliveryId, AttemptOutcome.Transient)
        {
            Code = "429", Trouble = new ChannelTrouble(NodaTime.Duration.FromSeconds(60), false, "too many"),
        };

        Assert.Equal(RoundEnd.Closed, await house.CarryAsync());

        Assert.Equal(1, _outside.Calls);
        Assert.All(await house.ReadAllAsync(), delivery => Assert.Equal((DeliveryState.Pending, 0), (delivery.State, delivery.Refusals)));
        Assert.All(await house.AttemptsAsync(), attempt => Assert.Equal(AttemptOutcome.Transient, attempt.Outcome));
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        _outside.Answer = _outside.Accepted;
        await house.CarryAsync();
        Assert.Equal(6, _outside.Had.Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_one_call_each_letter_has_its_own_fate(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        var put = await house.PutAsync(9);
        var place = put.Index().ToDictionary(one => one.Item.Id, one => one.Index);
        _outside.Answer = letter => (place[letter.DeliveryId] % 3) switch
        {
            0 => _outside.Accepted(letter) with { ProviderMessageId = $"m{place[letter.DeliveryId]}" },
            1 => new(letter.DeliveryId, AttemptOutcome.Transient) { Code = "451", Text = "later" },
            _ => new(letter.DeliveryId, AttemptOutcome.Permanent) { Code = "554", Text = $"no {place[letter.DeliveryId]}" },
        };

        await house.CarryAsync();

        var read = (await house.ReadAllAsync()).ToDictionary(delivery => place[delivery.Id]);
        Assert.Equal(["m0", "m3", "m6"], new[] { 0, 3, 6 }.Select(i => read[i].ProviderMessageId));
        Assert.All(new[] { 1, 4, 7 }, i => Assert.Equal((DeliveryState.Deferred, 1), (read[i].State, read[i].Refusals)));
        Assert.Equal(["no 2", "no 5", "no 8"], new[] { 2, 5, 8 }.Select(i => read[i].LastText));
        Assert.All(read.Values, delivery => Assert.Equal((1, (Guid?)null), (delivery.Attempts, delivery.LeaseToken)));
        Assert.Equal(3, (await house.AttemptsAsync()).Count(attempt => attempt.ProviderMessageId is not null));
        Assert.Equal(6, house.Pen.Told.Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_that_cannot_be_written_is_found_among_many(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        var put = await house.PutAsync(64);
        var (poison, asked) = (put[37].Id, 0);
        var write = house.Pen.Write;
        house.Pen.Write = delivery =>
        {
            asked++;
            return delivery.Id == poison ? throw new FormatException("A title without an end.") : write(delivery);
        };

        await house.CarryAsync();

        Assert.Equal(63, _outside.Had.Count);
        Assert.Equal((DeliveryState.Deferred, 1), await house.ReadAsync(poison) is var read ? (read.State, read.Faults) : default);
        Assert.True(asked < 64 * 4, $"{asked} letters were written to find one.");
    }
}
