using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>What the post does when letters, people or the world are not as they should be.</summary>
public sealed class FaultsTests
{
    readonly Outside _outside = new();

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_letter_that_is_refused_for_now_waits_longer_each_time_and_is_given_up_after_two_days(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        _outside.Answer = letter => new(letter.DeliveryId, AttemptOutcome.Transient) { Code = "451", Text = "try later, <reader@example.org>" };
        var delivery = await house.PutAsync(LetterKind.Daily);
        double[] expected = [1, 5, 15, 60, 180, 360, 720, 1_440];

        foreach (var minutes in expected)
        {
            await house.CarryAsync();
            var read = await house.ReadAsync(delivery.Id);
            Assert.Equal((DeliveryState.Deferred, "451", "try later, <address>"), (read.State, read.LastCode, read.LastText));
            var wait = read.NotBefore - house.Now;
            Assert.InRange(wait.TotalMinutes, minutes * 0.8, minutes * 1.2);
            house.Clock.Advance(wait.ToTimeSpan() - TimeSpan.FromSeconds(1));
            await house.CarryAsync();
            Assert.Equal(read.Attempts, (await house.ReadAsync(delivery.Id)).Attempts);
            house.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await house.CarryAsync();

        Assert.Equal(DeliveryState.Failed, (await house.ReadAsync(delivery.Id)).State);
        Assert.Equal(9, _outside.Letters.Count);
        Assert.Equal(Enumerable.Range(1, 9), (await house.AttemptsAsync()).Select(attempt => attempt.Number));
    }

    [Fact]
    public async Task A_letter_that_somebody_waits_for_is_tried_four_times_in_ten_minutes()
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside);
        _outside.Answer = letter => new(letter.DeliveryId, AttemptOutcome.Transient);
        var delivery = await house.PutAsync(LetterKind.Confirm);

        for (var second = 0; second <= 600; second += 5)
        {
            await house.CarryAsync();
            house.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(4, _outside.Letters.Count);
        Assert.Equal(DeliveryState.Failed, (await house.ReadAsync(delivery.Id)).State);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_letter_whose_hour_is_past_is_not_sent(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        _outside.Answer = letter => new(letter.DeliveryId, AttemptOutcome.Transient);
        var late = await house.PutAsync(change: posting => posting with { ExpiresAt = house.Now + Duration.FromSeconds(30) });

        await house.CarryAsync();
        house.Clock.Advance(TimeSpan.FromSeconds(30));
        _outside.Answer = _outside.Accepted;
        await house.CarryAsync();

        Assert.Equal(DeliveryState.Expired, (await house.ReadAsync(late.Id)).State);
        Assert.Single(_outside.Letters);
        Assert.Equal([(late.Id, DeliveryState.Expired)], house.Pen.Told);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_letter_that_cannot_be_written_is_given_up_after_three_times_and_holds_up_nobody(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        var put = await house.PutAsync(5);
        var poison = put[2].Id;
        var write = house.Pen.Write;
        house.Pen.Write = delivery => delivery.Id == poison
            ? throw new FormatException("A title without an end for reader@example.org") : write(delivery);

        for (var i = 0; i < 5; i++)
        {
            await house.CarryAsync();
            house.Clock.Advance(TimeSpan.FromHours(1));
        }

        var failed = await house.ReadAsync(poison);
        Assert.Equal((DeliveryState.Failed, Delivery.Content, 0), (failed.State, failed.LastCode, failed.Attempts));
        Assert.Equal("A title without an end for <address>", failed.LastText);
        Assert.Equal(4, _outside.Had.Count);
        Assert.Contains((poison, DeliveryState.Failed), house.Pen.Told);
    }

    [Theory]
    [InlineData("reader@example.org\r\nBcc: thief@example.org")]
    [InlineData("nobody")]
    [InlineData("")]
    public async Task A_letter_to_no_address_never_reaches_the_transport(string to)
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside);
        house.Pen.Write = _ => new Written(Pen.LetterTo("reader@example.org") with { To = to });
        var delivery = await house.PutAsync();

        for (var i = 0; i < 4; i++)
        {
            await house.CarryAsync();
            house.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Empty(_outside.Letters);
        Assert.Equal(Delivery.Content, (await house.ReadAsync(delivery.Id)).LastCode);
    }

    [Theory]
    [InlineData("Cancelled")]
    [InlineData("Expired")]
    [InlineData("Suppressed")]
    public async Task A_letter_that_its_writer_does_not_want_ends_with_his_reason(string state)
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside);
        house.Pen.Write = _ => new NotWanted(Enum.Parse<DeliveryState>(state), "All its notices were withdrawn.");
        var delivery = await house.PutAsync();

        await house.CarryAsync();

        var read = await house.ReadAsync(delivery.Id);
        Assert.Equal((state, "All its notices were withdrawn."), (read.State.ToString(), read.LastText));
        Assert.Empty(_outside.Letters);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_address_that_complained_gets_nothing(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        house.Pen.Write = _ => new Written(Pen.LetterTo("Reader@Example.ORG"));
        await using (var db = house.OpenDb())
        {
            db.Suppressions.Add(new Suppression
            {
                Mac = house.Get<AddressHash>().Of("reader@example.org"), Reason = SuppressionReason.Complaint, At = house.Now,
            });
            await db.SaveChangesAsync();
        }
        var delivery = await house.PutAsync();

        await house.CarryAsync();

        Assert.Equal(DeliveryState.Suppressed, (await house.ReadAsync(delivery.Id)).State);
        Assert.Empty(_outside.Letters);
        Assert.Empty(await house.AttemptsAsync());
    }

    [Theory]
    [InlineData("reader@trial.example", true)]
    [InlineData("anybody@unicc.example", true)]
    [InlineData("reader@public.example", false)]
    [InlineData("anybody@sub.unicc.example", false)]
    public async Task A_trial_writes_only_to_whom_it_may(string to, bool leaves)
    {
        await using var house = await PostHouse.OpenAsync(
            Databases.Sqlite, _outside, "--Mail:AllowedRecipients=Reader@trial.example, @UNICC.example");
        house.Pen.Write = _ => new Written(Pen.LetterTo(to));
        var delivery = await house.PutAsync();

        await house.CarryAsync();

        Assert.Equal(leaves ? 1 : 0, _outside.Letters.Count);
        Assert.Equal(DeliveryState.Accepted, (await house.ReadAsync(delivery.Id)).State);
    }

    [Fact]
    public async Task A_pause_that_the_provider_asks_for_counts_against_no_letter()
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside);
        _outside.Answer = letter => new(letter.DeliveryId, AttemptOutcome.Transient)
        {
            Code = "429", Trouble = new ChannelTrouble(Duration.FromSeconds(90), false, "too many"),
        };
        await house.PutAsync(3);

        Assert.Equal(RoundEnd.Closed, await house.CarryAsync());
        house.Clock.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal(RoundEnd.Closed, await house.CarryAsync());
        _outside.Answer = _outside.Accepted;
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.CarryAsync();

        Assert.Equal(3, _outside.Had.Count);
        Assert.All(await house.ReadAllAsync(), delivery => Assert.Equal(0, delivery.Refusals));
    }

    [Fact]
    public async Task When_calls_fail_one_after_the_other_nothing_is_tried_for_a_while()
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside, "--Mail:Batch=1");
        _outside.Answer = letter => new(letter.DeliveryId, AttemptOutcome.Transient) { Text = "No connection." };
        await house.PutAsync(20);

        Assert.Equal(RoundEnd.Closed, await house.CarryAsync());

        Assert.Equal(5, _outside.Calls);
        house.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(RoundEnd.Closed, await house.CarryAsync());
        Assert.Equal(6, _outside.Calls);
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        _outside.Answer = _outside.Accepted;
        Assert.Equal(RoundEnd.NothingDue, await house.CarryAsync());
        Assert.Equal(20, _outside.Had.Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task In_a_crowd_every_lane_gets_its_share_and_who_waits_at_the_screen_goes_first(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, _outside, "--Mail:Batch=22");
        foreach (var kind in new[] { LetterKind.Weekly, LetterKind.Daily, LetterKind.Immediate, LetterKind.Confirm })
            await house.PutAsync(30, kind);

        await house.Get<Postman>().WalkAsync(CancellationToken.None);

        var first = _outside.Letters.Select(letter => letter.Kind).ToList();
        Assert.Equal([8, 8, 4, 2], first.GroupBy(kind => kind).OrderBy(group => Lane.Of(group.Key)).Select(group => group.Count()));
        Assert.Equal(first.OrderBy(Lane.Of), first);
    }

    [Fact]
    public async Task A_provider_that_was_away_for_six_hours_finds_the_order_kept_and_nobody_hurried()
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside, "--Mail:Batch=50");
        _outside.Answer = letter => new(letter.DeliveryId, AttemptOutcome.Transient) { Text = "No connection." };
        await house.PutAsync(150, LetterKind.Daily);
        await house.PutAsync(150, LetterKind.Immediate);
        var closing = await house.PutAsync(change: posting => posting with { ExpiresAt = house.Now + Duration.FromHours(5) });
        for (var minute = 0; minute < 360; minute += 2)
        {
            await house.CarryAsync();
            house.Clock.Advance(TimeSpan.FromMinutes(2));
        }
        Assert.All(await house.ReadAllAsync(), delivery => Assert.True(delivery.Attempts <= 6, $"{delivery.Attempts} attempts in six hours"));

        _outside.Answer = _outside.Accepted;
        for (var hour = 0; hour < 12; hour++)
        {
            await house.CarryAsync();
            house.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(300, _outside.Had.Count);
        Assert.Equal(DeliveryState.Expired, (await house.ReadAsync(closing.Id)).State);
    }

    [Fact]
    public async Task No_more_letters_leave_in_a_second_than_may()
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside, "--Mail:Rate=10");
        await house.PutAsync(25);
        var walk = () => house.Get<Postman>().WalkAsync(CancellationToken.None);

        Assert.Equal(RoundEnd.Walked, await walk());
        Assert.Equal(RoundEnd.Enough, await walk());
        Assert.Equal(10, _outside.Letters.Count);
        house.Clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(RoundEnd.Walked, await walk());
        Assert.Equal(15, _outside.Letters.Count);
        house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(RoundEnd.Walked, await walk());
        Assert.Equal(25, _outside.Letters.Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_postman_who_slept_past_his_lease_changes_nothing_when_he_wakes(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);
        await using var house = await PostHouse.OnAsync(plot, Hours.At(Some.Noon), _outside);
        await using var others = await PostHouse.OnAsync(plot, Hours.At(Some.Noon), _outside);
        var delivery = await house.PutAsync();
        _outside.Meanwhile = async () =>
        {
            // While he sleeps with the letter in his hand, others think that he died, ask, and send it.
            await others.EndLeasesAsync();
            await others.Get<Recovery>().RunAsync();
            await others.CarryAsync();
            _outside.Answer = letter => new(letter.DeliveryId, AttemptOutcome.Permanent) { Text = "What he thinks." };
        };

        await house.CarryAsync();

        var read = await house.ReadAsync(delivery.Id);
        Assert.Equal((DeliveryState.Accepted, 2), (read.State, read.Attempts));
        Assert.Equal([(delivery.Id, DeliveryState.Accepted)], others.Pen.Told);
        Assert.Empty(house.Pen.Told);
    }
}
