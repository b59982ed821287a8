using NodaTime;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>What becomes of letters whose answer was lost, and of what a dead postman held.</summary>
public sealed class InquiryTests
{
    static readonly TimeSpan TwoCalls = TimeSpan.FromSeconds(40);

    readonly Outside _outside = new();

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_a_dead_postman_had_not_begun_to_send_goes_back_in_line(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, _outside);
        var delivery = await house.PutAsync();
        Assert.NotNull(await house.Get<Claims>().TakeAsync([LetterKind.Immediate], 10, CancellationToken.None));
        Assert.Equal(0, (await house.Get<Recovery>().RunAsync()).Returned);

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
        house.Clock.Advance(TwoCalls);

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

        house.Clock.Advance(TimeSpan.FromSeconds(19));
        await house.Get<Recovery>().RunAsync();
        _outside.Arrived(delivery.Id);
        _outside.Answer = _outside.Accepted;
        await house.CarryAsync();
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.Get<Recovery>().RunAsync();
        await house.CarryAsync();

        Assert.Equal(1, _outside.Had[delivery.Id]);
        Assert.Equal(DeliveryState.Accepted, (await house.ReadAsync(delivery.Id)).State);
    }

    [Fact]
    public async Task What_a_dead_postman_was_about_to_send_is_not_asked_about_while_it_may_be_under_way()
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside);
        var delivery = await house.PutAsync();
        _outside.Answer = _ => throw new Killed();
        await Assert.ThrowsAsync<Killed>(house.CarryAsync);
        await house.EndLeasesAsync();

        Assert.Equal((1, 1), (await house.Get<Recovery>().RunAsync()) is var early ? (early.Doubted, early.Open) : default);
        house.Clock.Advance(TwoCalls);

        Assert.Equal(1, (await house.Get<Recovery>().RunAsync()).Again);
        Assert.Equal(DeliveryState.Pending, (await house.ReadAsync(delivery.Id)).State);
    }

    [Fact]
    public async Task While_the_provider_cannot_be_asked_the_doubt_stays()
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, _outside);
        var delivery = await house.PutAsync();
        Lose(arrived: true);
        await house.CarryAsync();
        _outside.Lookup = () => throw new HttpRequestException("No connection.");
        house.Clock.Advance(TwoCalls);

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
