using NodaTime;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>What becomes of letters whose answer was lost, and of what a dead postman held.</summary>
public sealed class InquiryTests
{
    readonly Outside _outside = new();

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_a_dead_postman_had_not_begun_to_send_goes_back_in_line(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        var delivery = await house.PutAsync();
        var claim = (await house.Get<Claims>().TakeAsync([LetterKind.Immediate], 10, CancellationToken.None))!;
        Assert.Equal(0, (await house.Get<Recovery>().RunAsync()).Returned);

        claim.Dispose();
        await house.EndLeasesAsync();

        Assert.Equal(1, (await house.Get<Recovery>().RunAsync()).Returned);
        Assert.Equal(DeliveryState.Pending, (await house.ReadAsync(delivery.Id)).State);
    }

    [Theory]
    [InlineData(Databases.Sqlite, true)]
    [InlineData(Databases.Sqlite, false)]
    [InlineData(Databases.PostgreSql, true)]
    [InlineData(Databases.PostgreSql, false)]
    public async Task Where_the_provider_can_be_asked_it_is_asked(string provider, bool arrived)
    {
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        var delivery = await house.PutAsync();
        Lose(arrived);
        await house.CarryAsync();
        Assert.Equal(DeliveryState.Unknown, (await house.ReadAsync(delivery.Id)).State);
        _outside.Answer = _outside.Accepted;
        await house.EndLeasesAsync();

        var report = await house.Get<Recovery>().RunAsync();
        await house.CarryAsync();

        Assert.Equal((arrived ? 1 : 0, arrived ? 0 : 1, 0), (report.Accepted, report.Again, report.Open));
        Assert.Equal(DeliveryState.Accepted, (await house.ReadAsync(delivery.Id)).State);
        Assert.Equal(1, _outside.Had[delivery.Id]);
        Assert.Equal([(delivery.Id, DeliveryState.Accepted)], house.Pen.Told);
    }

    /// <summary>The call was given up at its time, and was still in some queue: the provider has nothing yet.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_call_that_arrives_after_it_was_given_up_is_not_made_again(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        var delivery = await house.PutAsync();
        _outside.Answer = letter =>
        {
            house.Clock.Advance(TimeSpan.FromSeconds(20));
            return new(letter.DeliveryId, AttemptOutcome.Unknown) { Text = "No answer in time." };
        };
        await house.CarryAsync();

        house.Clock.Advance(TimeSpan.FromSeconds(20));
        await house.Get<Recovery>().RunAsync();
        _outside.Arrived(delivery.Id);
        _outside.Answer = _outside.Accepted;
        await house.CarryAsync();
        await house.EndLeasesAsync();
        await house.Get<Recovery>().RunAsync();
        await house.CarryAsync();

        Assert.Equal(1, _outside.Had[delivery.Id]);
        Assert.Equal(DeliveryState.Accepted, (await house.ReadAsync(delivery.Id)).State);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_a_dead_postman_was_about_to_send_is_asked_about_when_his_lease_has_ended(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        var delivery = await house.PutAsync();
        _outside.Answer = _ => throw new Killed();
        await Assert.ThrowsAsync<Killed>(house.CarryAsync);
        Assert.Equal(0, (await house.Get<Recovery>().RunAsync()).Doubted);

        await house.EndLeasesAsync();

        Assert.Equal((1, 1), await house.Get<Recovery>().RunAsync() is var report ? (report.Doubted, report.Again) : default);
        Assert.Equal(DeliveryState.Pending, (await house.ReadAsync(delivery.Id)).State);
    }

    /// <summary>On PostgreSQL, where portals run on several machines, nobody's own clock ends a lease.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task A_machine_whose_clock_is_wrong_takes_nothing_from_another(int minutes)
    {
        await using var plot = await Plot.OfAsync(Databases.PostgreSql);
        await using var house = await PostHouse.OnAsync(plot, Hours.At(Some.Noon), _outside);
        await using var other = await PostHouse.OnAsync(plot, Hours.At(Some.Noon + Duration.FromMinutes(minutes)), _outside);
        var lost = await house.PutAsync();
        _outside.Answer = letter => new(letter.DeliveryId, AttemptOutcome.Unknown) { Text = "No answer in time." };
        await house.CarryAsync();
        var held = await house.PutAsync();
        using var claim = await house.Get<Claims>().TakeAsync([LetterKind.Immediate], 10, CancellationToken.None);

        var report = await other.Get<Recovery>().RunAsync();

        Assert.Equal((0, 0, 0, 0), (report.Returned, report.Doubted, report.Accepted, report.Again));
        Assert.Equal(DeliveryState.Unknown, (await house.ReadAsync(lost.Id)).State);
        Assert.Equal((DeliveryState.Claimed, claim!.Token), await house.ReadAsync(held.Id) is var row ? (row.State, row.LeaseToken!.Value) : default);
    }

    [Theory]
    [InlineData(Databases.Sqlite, 60)]
    [InlineData(Databases.Sqlite, -60)]
    [InlineData(Databases.PostgreSql, 60)]
    [InlineData(Databases.PostgreSql, -60)]
    public async Task A_clock_that_is_put_right_in_the_middle_of_a_call_takes_nothing_from_its_own_postman(
        string provider, int minutes)
    {
        await using var plot = await Plot.OfAsync(provider);
        var clock = new SettableClock(Some.Noon);
        await using var house = await PostHouse.OnAsync(plot, clock, _outside);
        var delivery = await house.PutAsync();
        RecoveryReport? report = null;
        _outside.Meanwhile = async () =>
        {
            clock.Set(TimeSpan.FromMinutes(minutes));
            report = await house.Get<Recovery>().RunAsync();
        };

        await house.CarryAsync();

        Assert.Equal((0, 0), (report!.Returned, report.Doubted));
        Assert.Equal(DeliveryState.Accepted, (await house.ReadAsync(delivery.Id)).State);
        Assert.Equal(1, _outside.Had[delivery.Id]);
    }

    [Fact]
    public async Task While_the_provider_cannot_be_asked_the_doubt_stays()
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside);
        var delivery = await house.PutAsync();
        Lose(arrived: true);
        await house.CarryAsync();
        _outside.Lookup = () => throw new HttpRequestException("No connection.");
        await house.EndLeasesAsync();

        Assert.Equal(1, (await house.Get<Recovery>().RunAsync()).Open);
        _outside.Lookup = () => { };
        house.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, (await house.Get<Recovery>().RunAsync()).Accepted);
        Assert.Equal(DeliveryState.Accepted, (await house.ReadAsync(delivery.Id)).State);
    }

    [Theory]
    [InlineData("PreferDuplicate", "Pending")]
    [InlineData("PreferSilence", "Expired")]
    public async Task Where_nobody_can_know_the_policy_decides_after_ten_minutes(string policy, string state)
    {
        _outside.Abilities = new() { MaxBatch = 1 };
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside, $"--Mail:Doubt={policy}");
        var delivery = await house.PutAsync();
        Lose(arrived: false);
        await house.CarryAsync();

        house.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await house.Get<Recovery>().RunAsync()).Open);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.Get<Recovery>().RunAsync();

        Assert.Equal(state, (await house.ReadAsync(delivery.Id)).State.ToString());
    }

    [Theory]
    [InlineData(true, "Accepted")]
    [InlineData(false, "Pending")]
    public async Task Where_the_provider_reports_its_silence_counts_while_reports_come_at_all(bool reported, string state)
    {
        _outside.Abilities = new() { MaxBatch = 100, Reports = true };
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside);
        var other = await house.PutAsync();
        await house.CarryAsync();
        Lose(arrived: true);
        var delivery = await house.PutAsync();
        await house.CarryAsync();
        house.Clock.Advance(TimeSpan.FromMinutes(10));

        await house.Get<Reports>().ReceiveAsync([Report(house, reported ? delivery.Id : other.Id)], CancellationToken.None);
        await house.Get<Recovery>().RunAsync();

        Assert.Equal(state, (await house.ReadAsync(delivery.Id)).State.ToString());
    }

    [Fact]
    public async Task A_report_ends_the_doubt_before_the_quarantine_does()
    {
        _outside.Abilities = new() { MaxBatch = 100, Reports = true };
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside);
        Lose(arrived: true);
        var delivery = await house.PutAsync();
        await house.CarryAsync();
        await house.Get<Recovery>().RunAsync();
        Assert.Equal(DeliveryState.Unknown, (await house.ReadAsync(delivery.Id)).State);

        await house.Get<Reports>().ReceiveAsync([Report(house, delivery.Id)], CancellationToken.None);
        await house.Get<Recovery>().RunAsync();

        Assert.Equal(DeliveryState.Accepted, (await house.ReadAsync(delivery.Id)).State);
    }

    [Fact]
    public async Task When_no_reports_come_at_all_a_doubt_lasts_half_an_hour()
    {
        _outside.Abilities = new() { MaxBatch = 100, Reports = true };
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside);
        Lose(arrived: true);
        var delivery = await house.PutAsync();
        await house.CarryAsync();

        for (var minute = 0; minute < 29; minute++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            await house.Get<Recovery>().RunAsync();
            Assert.Equal(DeliveryState.Unknown, (await house.ReadAsync(delivery.Id)).State);
        }
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        await house.Get<Recovery>().RunAsync();

        Assert.Equal(DeliveryState.Pending, (await house.ReadAsync(delivery.Id)).State);
    }

    void Lose(bool arrived) => _outside.Answer = letter =>
    {
        if (arrived) _outside.Arrived(letter.DeliveryId);
        return new(letter.DeliveryId, AttemptOutcome.Unknown) { Text = "The line was cut." };
    };

    static ProviderReport Report(PostHouse house, Guid delivery) => new("sendgrid", $"e-{delivery:N}", "processed", house.Now)
    {
        DeliveryId = delivery, Raw = "{}",
    };
}
