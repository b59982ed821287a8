using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Data;

/// <summary>How long what one process does stays undone when it dies, and that long work does not lose it.</summary>
public sealed class TenureTests : IAsyncDisposable
{
    static readonly TimeSpan Term = TimeSpan.FromSeconds(15);

    readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _clock = Hours.At(Some.Noon);
    readonly List<Pulse> _pulses = [];
    HouseServices _house = null!;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_next_process_on_the_same_ground_goes_on_at_once(string provider)
    {
        await using var db = await OpenAsync(provider);
        Assert.True(await Process().KeepAsync(db, default));
        Assert.False(await Process().KeepAsync(db, default));

        _pulses[0].Dispose();

        Assert.True(await Process().KeepAsync(db, default));
    }

    [Fact]
    public async Task While_the_work_is_under_way_the_beat_keeps_the_lease()
    {
        await using var db = await OpenAsync(Databases.Sqlite);
        var (busy, other) = (Process(), Process());
        await busy.KeepAsync(db, default);

        for (var second = 0; second < 60; second += 5)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await busy.BeatAsync(db, default);
        }

        Assert.False(await other.KeepAsync(db, default));
        await busy.HoldAsync(db, default);
    }

    [Fact]
    public async Task Who_neither_works_nor_beats_loses_it_at_the_end_of_its_term()
    {
        await using var db = await OpenAsync(Databases.Sqlite);
        var (asleep, other) = (Process(), Process());
        await asleep.KeepAsync(db, default);

        _clock.Advance(Term);

        Assert.True(await other.KeepAsync(db, default));
        await Assert.ThrowsAsync<LeaseLost>(() => asleep.HoldAsync(db, default));
    }

    [Fact]
    public async Task A_beat_takes_nothing_that_was_not_held()
    {
        await using var db = await OpenAsync(Databases.Sqlite);
        await Process().BeatAsync(db, default);

        Assert.True(await Process().KeepAsync(db, default));
    }

    async Task<PortalDb> OpenAsync(string provider)
    {
        _house = await HouseServices.OpenAsync(provider);
        return _house.OpenDb();
    }

    Tenure Process()
    {
        _pulses.Add(new Pulse(new DataDirectory(_house.Plot.Folder)));
        return new Tenure(new Leases(_clock, _pulses[^1]), _clock, "test");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pulse in _pulses) pulse.Dispose();
        if (_house is not null) await _house.DisposeAsync();
    }
}
