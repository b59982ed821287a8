using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Data;

public sealed class LeasesTests : IAsyncDisposable
{
    const string Name = "test";
    static readonly Duration Long = Duration.FromHours(1);
    readonly List<Pulse> _pulses = [];
    HouseServices _house = null!;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_lease_belongs_to_one_holder_until_it_is_given_back(string provider)
    {
        await using var db = await OpenAsync(provider);
        var (first, second) = (Process(), Process());

        Assert.True(await first.TakeAsync(db, Name, Long, default));
        Assert.False(await second.TakeAsync(db, Name, Long, default));
        Assert.True(await first.TakeAsync(db, Name, Long, default));

        await second.ReleaseAsync(db, Name, default);
        Assert.False(await second.TakeAsync(db, Name, Long, default));
        await first.ReleaseAsync(db, Name, default);
        Assert.True(await second.TakeAsync(db, Name, Long, default));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_sleeps_past_the_end_of_a_lease_may_not_write(string provider)
    {
        await using var db = await OpenAsync(provider);
        var (sleeper, next) = (Process(), Process());

        Assert.True(await sleeper.TakeAsync(db, Name, Duration.Zero, default));
        Assert.False(await sleeper.HoldAsync(db, Name, default));
        Assert.True(await next.TakeAsync(db, Name, Long, default));

        Assert.False(await sleeper.HoldAsync(db, Name, default));
        Assert.False(await sleeper.TakeAsync(db, Name, Long, default));
        Assert.True(await next.HoldAsync(db, Name, default));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_that_ask_at_once_one_gets_it(string provider)
    {
        await using var db = await OpenAsync(provider);

        Assert.Single(await AskAtOnceAsync(), taken => taken);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_the_dead_held_is_free_at_once_and_goes_to_one(string provider)
    {
        await using var db = await OpenAsync(provider);
        await Process().TakeAsync(db, Name, Long, default);

        _pulses[0].Dispose();

        Assert.Single(await AskAtOnceAsync(), taken => taken);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_another_machine_nobody_knows_whether_it_died(string provider)
    {
        await using var db = await OpenAsync(provider);
        await Process(Path.Combine(_house.Plot.Folder, "other")).TakeAsync(db, Name, Long, default);

        _pulses[0].Dispose();

        Assert.False(await Process().TakeAsync(db, Name, Long, default));
    }

    /// <summary>A file stands where the folder should be.</summary>
    [Fact]
    public async Task Where_no_lock_can_be_kept_leases_end_by_time()
    {
        await using var db = await OpenAsync(Databases.Sqlite);
        var folder = Directory.CreateDirectory(Path.Combine(_house.Plot.Folder, "locked")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "pulses"), "");
        var (first, second) = (Process(folder), Process(folder));

        Assert.True(await first.TakeAsync(db, Name, Long, default));
        _pulses[0].Dispose();

        Assert.False(await second.TakeAsync(db, Name, Long, default));
    }

    [Fact]
    public async Task The_dead_are_forgotten_when_they_hold_nothing_any_more()
    {
        await using var db = await OpenAsync(Databases.Sqlite);
        await Process().TakeAsync(db, "held", Long, default);
        var idle = Process();
        await idle.TakeAsync(db, "released", Long, default);
        await idle.ReleaseAsync(db, "released", default);
        foreach (var pulse in _pulses) pulse.Dispose();
        foreach (var file in PulsesOn(_house)) File.SetCreationTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        foreach (var file in PulsesOn(_house)) File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));

        await Process().TakeAsync(db, Name, Long, default);

        Assert.Equal(
            new[] { _pulses[0].Name, _pulses[2].Name }.Order(), PulsesOn(_house).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task On_the_embedded_database_the_clock_of_the_house_ends_a_lease()
    {
        await using var db = await OpenAsync(Databases.Sqlite);
        var clock = Hours.At(Some.Noon);
        await Process(clock: clock).TakeAsync(db, Name, Long, default);

        clock.Advance(TimeSpan.FromHours(1));

        Assert.True(await Process(clock: clock).TakeAsync(db, Name, Long, default));
    }

    async Task<PortalDb> OpenAsync(string provider)
    {
        _house = await HouseServices.OpenAsync(provider);
        return _house.OpenDb();
    }

    Leases Process(string? folder = null, TimeProvider? clock = null)
    {
        _pulses.Add(new Pulse(new DataDirectory(folder ?? _house.Plot.Folder)));
        return new Leases(clock ?? TimeProvider.System, _pulses[^1]);
    }

    async Task<bool[]> AskAtOnceAsync()
    {
        var processes = Enumerable.Range(0, 8).Select(_ => Process()).ToList();
        return await Task.WhenAll(processes.Select(process => Task.Run(async () =>
        {
            await using var db = _house.OpenDb();
            return await process.TakeAsync(db, Name, Long, default);
        })));
    }

    static string[] PulsesOn(HouseServices house) => Directory.GetFiles(Path.Combine(house.Plot.Folder, "pulses"));

    public async ValueTask DisposeAsync()
    {
        foreach (var pulse in _pulses) pulse.Dispose();
        if (_house is not null) await _house.DisposeAsync();
    }
}
