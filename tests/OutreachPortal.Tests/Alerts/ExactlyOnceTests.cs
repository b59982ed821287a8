using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>
/// Random days of an alert office: notices come at any moment, also while letters are being made; runs are repeated; the
/// process is killed between any two words to the database. In the end everybody has had every notice they had asked for,
/// once.
/// </summary>
public sealed class ExactlyOnceTests
{
    const int Steps = 40;

    /// <summary>A letter shows twenty-five; what is beyond is counted, and could not be counted here.</summary>
    const int MostItems = AlertLetter.MostItems;

    public static TheoryData<string, int> Schedules
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var seed in new[] { 1, 2, 3 })
            {
                data.Add(Databases.Sqlite, seed);
                data.Add(Databases.PostgreSql, seed);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Schedules))]
    public async Task Everybody_gets_everything_once(string provider, int seed)
    {
        await using var plot = await Plot.OfAsync(provider);
        await using var office = await Office.OpenAsync(plot, seed);

        for (var step = 0; step < Steps; step++) await office.StepAsync();
        await office.FinishAsync();

        Assert.True(office.Kills > 0, "The schedule killed nobody and proves little.");
        await office.CheckAsync();
    }

    sealed class Office(Plot plot, int seed) : IAsyncDisposable
    {
        static readonly string[] Zones = ["Etc/UTC", "Africa/Nairobi", "America/St_Johns", "Europe/Paris"];
        static readonly string[] Countries = ["KE", "NP", "CH"];
        static readonly string[] Things = ["billing", "fibre", "radio"];

        readonly Random _random = new(seed);
        readonly FakeTimeProvider _clock = Hours.At(Some.Noon);
        readonly List<(Subscription Alert, Criteria Criteria)> _alerts = [];
        readonly List<(long Id, string ShortId, Content Content, Instant At)> _items = [];
        Guillotine _blade = new();
        HouseServices _house = null!;

        public int Kills { get; private set; }

        public static async Task<Office> OpenAsync(Plot plot, int seed)
        {
            var office = new Office(plot, seed);
            await office.ReopenAsync();
            for (var person = 0; person < 6; person++) await office.SubscribeAsync($"person{person}", person);
            return office;
        }

        public async Task StepAsync()
        {
            _clock.Advance(TimeSpan.FromMinutes(_random.Next(1, 600)));
            switch (_random.Next(6))
            {
                case 0 or 1:
                    await PublishAsync();
                    break;
                case 2:
                    await Task.WhenAll(KillableAsync(house => house.PassAsync()), PublishAsync());
                    break;
                case 3:
                    await KillableAsync(house => house.FollowJournalAsync());
                    break;
                case 4:
                    await KillableAsync(house => house.Get<Digests>().RunAsync(CancellationToken.None));
                    break;
                default:
                    await KillableAsync(house => house.PassAsync());
                    break;
            }
        }

        public async Task FinishAsync()
        {
            for (var day = 0; day < 16; day++)
            {
                _clock.Advance(TimeSpan.FromDays(1));
                await _house.Get<Recovery>().RunAsync();
                await _house.PassAsync();
            }
        }

        public async Task CheckAsync()
        {
            var letters = _house.Letters().Select(letter => (To: letter.To.Mailboxes.Single().Address, Text: letter.TextBody)).ToList();
            var people = await _house.AskAsync(db => db.Subscribers.ToDictionaryAsync(person => person.Id, person => person.Email!));
            foreach (var (person, address) in people)
            {
                foreach (var item in _items)
                {
                    var asked = _alerts.Exists(one => one.Alert.SubscriberId == person && one.Alert.StartedAt <= item.At
                        && Fits(one.Criteria, item.Content));
                    var had = letters.Count(letter => letter.To == address && letter.Text!.Contains($"/{item.ShortId}-", StringComparison.Ordinal));
                    Assert.True(
                        had == (asked ? 1 : 0),
                        $"{address} had item {item.Id} {had} times; asked for it: {asked}. {await LedgerOfAsync(person, item.Id)}");
                }
            }
            Assert.All(await _house.OwedAsync(), owed => Assert.Equal(ObligationState.Done, owed.State));
        }

        public ValueTask DisposeAsync() => _house.DisposeAsync();

        async Task<string> LedgerOfAsync(Guid person, long item)
        {
            var rows = await _house.AskAsync(db => (
                from owed in db.Obligations
                where owed.SubscriberId == person && owed.OpportunityId == item
                join letter in db.Deliveries on owed.DeliveryId equals letter.Id into letters
                from letter in letters.DefaultIfEmpty()
                select new { owed.Occasion, owed.State, owed.Reason, Letter = letter == null ? null : $"{letter.State} {letter.LastText}" })
                .ToListAsync());
            var entries = await _house.AskAsync(db => db.MatchedEntries.CountAsync());
            return $"Ledger: {string.Join("; ", rows)}. {entries} entries are matched.";
        }

        static bool Fits(Criteria criteria, Content content) =>
            (criteria["country"].IsEmpty || criteria["country"].Overlaps(content.Countries))
            && (criteria.Query is not { } word || content.Titles["en"].Contains(word, StringComparison.Ordinal));

        async Task SubscribeAsync(string name, int person)
        {
            for (var number = 0; number <= person % 3; number++)
            {
                var criteria = _random.Next(3) switch
                {
                    0 => Criteria.Everything.With("country", Countries[_random.Next(3)]),
                    1 => Criteria.Everything with { Query = Things[_random.Next(3)] },
                    _ => Criteria.Everything.With("country", Countries[_random.Next(3)]) with { Query = Things[_random.Next(3)] },
                };
                if (_alerts.Exists(one => one.Criteria == criteria && one.Alert.Source == name)) continue;
                var since = _random.Next(4) == 0 ? Some.Noon + Duration.FromHours(_random.Next(100)) : Watchers.Yesterday;
                try
                {
                    _alerts.Add((await _house.WatchAsync(
                        name, criteria, (Frequency)_random.Next(3), since, Zones[person % Zones.Length]), criteria));
                }
                catch (DbUpdateException)
                {
                    // The same alert again: an index refuses it.
                }
            }
        }

        async Task PublishAsync()
        {
            // In a house of its own, as the desk is another request or another process.
            await using var desk = await HouseServices.OnAsync(plot, "minimal", _clock);
            List<(string, Content)> items = [];
            for (var count = Math.Min(_random.Next(1, 4), MostItems - _items.Count); count > 0; count--)
            {
                var number = _items.Count + items.Count;
                items.Add(($"n{number}", Some.Tender() with
                {
                    Reference = $"N/{number}", Countries = [Countries[_random.Next(3)]], Summaries = [], Bodies = [],
                    Titles = Texts.Of("en", $"Supply of {Things[_random.Next(3)]} number {number}"),
                    Deadline = new Deadline(new LocalDateTime(2027, 6, 1, 12, 0), "Etc/UTC"),
                }));
            }
            if (items.Count == 0) return;
            var at = Instant.FromDateTimeOffset(_clock.GetUtcNow());
            var made = await desk.Services.PublishAsync(items);
            _items.AddRange(made.Select((item, place) => (item.Id, item.ShortId, items[place].Item2, at)));
        }

        /// <summary>Half of the time the process is killed somewhere in the middle, and another takes over.</summary>
        async Task KillableAsync(Func<HouseServices, Task> work)
        {
            if (_random.Next(2) == 0) _blade.FallAfter(_random.Next(1, 60));
            try
            {
                await work(_house);
                _blade.FallAfter(int.MaxValue);
            }
            catch (Exception fault) when (fault is Killed or DbUpdateException { InnerException: Killed })
            {
                Kills++;
                await ReopenAsync();
            }
        }

        async Task EndLeasesAsync()
        {
            if (plot.Provider != Databases.PostgreSql || _house is null) return;
            await using var desk = await HouseServices.OnAsync(plot, clock: _clock);
            await desk.AskAsync(db => db.Leases.ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Until, NodaConstants.UnixEpoch)));
            await desk.AskAsync(db => db.Deliveries.Where(letter => letter.LeaseUntil != null).ExecuteUpdateAsync(
                set => set.SetProperty(letter => letter.LeaseUntil, NodaConstants.UnixEpoch)));
        }

        async Task ReopenAsync()
        {
            if (_house is not null) await _house.DisposeAsync();
            // Whoever was killed gives nothing back: the next one waits for the end of the leases, which on PostgreSQL
            // no clock of ours brings nearer.
            _clock.Advance(TimeSpan.FromMinutes(3));
            await EndLeasesAsync();
            _blade = new Guillotine();
            _house = await HouseServices.OnAsync(plot, _clock, _blade.Hang);
            await _house.Get<Recovery>().RunAsync();
        }
    }
}
