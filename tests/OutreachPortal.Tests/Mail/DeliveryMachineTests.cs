using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>
/// The life of letters under every order of events that a list of commands can make, the process dying at any step. The
/// oracle is the state table and a provider that remembers what it was handed.
/// </summary>
public sealed class DeliveryMachineTests
{
    static readonly DeliveryState[] States = Enum.GetValues<DeliveryState>();

    /// <summary>Where a process may die while it carries letters.</summary>
    public enum Death
    {
        Nowhere,
        Claimed,
        BeforeItLeft,
        AfterItArrived,
        BeforeItWasWrittenDown,
    }

    public enum World
    {
        Accepts,
        RefusesForNow,
        RefusesForGood,
        LosesTheAnswerAndTheLetter,
        LosesTheAnswerOnly,
    }

    public abstract record Command;

    public sealed record Put(LetterKindOf Kind) : Command;

    public sealed record Carry(World World, Death Death, int At) : Command;

    public sealed record Wait(int Minutes) : Command;

    public sealed record Recover : Command;

    public sealed record Cancel(int Which) : Command;

    public enum LetterKindOf
    {
        Confirm,
        Immediate,
        Daily,
    }

    static readonly Gen<Command> Commands = Gen.Frequency(
        (3, Gen.Elements(Enum.GetValues<LetterKindOf>()).Select(kind => (Command)new Put(kind))),
        (6, from world in Gen.Elements(Enum.GetValues<World>())
            from death in Gen.Elements(Enum.GetValues<Death>())
            from at in Gen.Choose(0, 3)
            select (Command)new Carry(world, death, at)),
        (2, Gen.Choose(1, 120).Select(minutes => (Command)new Wait(minutes))),
        (2, Gen.Constant((Command)new Recover())),
        (1, Gen.Choose(0, 5).Select(which => (Command)new Cancel(which))));

    [Theory]
    [InlineData(Databases.Sqlite, 25)]
    [InlineData(Databases.PostgreSql, 12)]
    public async Task Whatever_happens_in_whatever_order_no_letter_is_lost_and_none_arrives_twice(string provider, int lists)
    {
        await using var plot = await Plot.OfAsync(provider);
        var samples = Gen.Sample(Commands.ListOf().Resize(25), lists);

        foreach (var list in samples)
        {
            await using var life = await Life.BeginAsync(plot);
            List<Command> done = [];
            try
            {
                foreach (var command in list)
                {
                    done.Add(command);
                    await life.DoAsync(command);
                }
                await life.EndAsync();
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"After {string.Join(", ", done)}: {fault.Message}", fault);
            }
        }
    }

    [Fact]
    public void A_letter_that_came_to_its_end_becomes_nothing_else() => Assert.All(
        States.Where(state => state.IsSettled()),
        settled => Assert.All(States, state => Assert.False(settled.MayBecome(state))));

    [Fact]
    public void A_verb_that_the_table_forbids_is_refused()
    {
        foreach (var state in States)
        {
            var verbs = new (DeliveryState To, Action<Delivery> Verb)[]
            {
                (DeliveryState.Accepted, delivery => delivery.Accept(Some.Noon, null, null, null)),
                (DeliveryState.Deferred, delivery => delivery.Defer(Some.Noon, null, null)),
                (DeliveryState.Failed, delivery => delivery.Fail(null, null)),
                (DeliveryState.Unknown, delivery => delivery.Doubt(Some.Noon, null, null)),
                (DeliveryState.Pending, delivery => delivery.GiveBack(Some.Noon)),
                (DeliveryState.Cancelled, delivery => delivery.Drop(DeliveryState.Cancelled, "")),
            };
            Assert.All(verbs, verb =>
            {
                var delivery = In(state);
                if (state.MayBecome(verb.To)) verb.Verb(delivery);
                else Assert.Throws<InvalidOperationException>(() => verb.Verb(delivery));
                Assert.Equal(state.MayBecome(verb.To) ? verb.To : state, delivery.State);
            });
        }
    }

    static Delivery In(DeliveryState state) => new()
    {
        Id = Guid.NewGuid(), Recipient = Guid.NewGuid(), Kind = LetterKind.Daily, Slot = "", Priority = 2,
        CreatedAt = Some.Noon, State = state,
    };

    /// <summary>One life: processes that come and go over one database, and a provider that outlives them.</summary>
    sealed class Life : IAsyncDisposable
    {
        readonly Plot _plot;
        readonly Outside _outside = new();
        readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _clock = Hours.At(Some.Noon);
        readonly Dictionary<Guid, DeliveryState> _seen = [];
        readonly List<Guid> _put = [];
        readonly HashSet<Guid> _told = [];
        PostHouse _house = null!;

        Life(Plot plot) => _plot = plot;

        public static async Task<Life> BeginAsync(Plot plot)
        {
            var life = new Life(plot);
            await life.StartAsync();
            await using var db = life._house.OpenDb();
            await db.DeliveryAttempts.ExecuteDeleteAsync();
            await db.Deliveries.ExecuteDeleteAsync();
            return life;
        }

        public async Task DoAsync(Command command)
        {
            await (command switch
            {
                Put put => PutAsync(Enum.Parse<LetterKind>(put.Kind.ToString())),
                Carry carry => CarryAsync(carry),
                Wait wait => Task.Run(() => _clock.Advance(TimeSpan.FromMinutes(wait.Minutes))),
                Recover => RecoverAsync(),
                Cancel cancel => CancelAsync(cancel.Which),
                _ => throw new InvalidOperationException(),
            });
            await LookAsync();
        }

        /// <summary>In a kind world everything comes to its end.</summary>
        public async Task EndAsync()
        {
            for (var days = 0; days < 4; days++)
            {
                _clock.Advance(TimeSpan.FromDays(1));
                await RecoverAsync();
                await CarryAsync(new Carry(World.Accepts, Death.Nowhere, 0));
                await LookAsync();
            }
            Assert.All(await _house.ReadAllAsync(), delivery =>
            {
                Assert.True(delivery.State.IsSettled(), $"{delivery.State} {delivery.LastText}");
                Assert.Equal(delivery.State == DeliveryState.Accepted ? 1 : 0, _outside.Had.GetValueOrDefault(delivery.Id));
            });
        }

        async Task PutAsync(LetterKind kind) => _put.Add((await _house.PutAsync(kind)).Id);

        async Task CarryAsync(Carry carry)
        {
            var left = carry.At;
            void Die(Death where)
            {
                if (carry.Death == where && left-- == 0) throw new Killed();
            }
            _house.Pen.Write = delivery =>
            {
                Die(Death.Claimed);
                return new Written(Pen.LetterTo($"reader-{delivery.Recipient:N}@example.org"));
            };
            _house.Pen.Settled = delivery =>
            {
                Die(Death.BeforeItWasWrittenDown);
                _told.Add(delivery.Id);
            };
            _outside.Answer = letter =>
            {
                Die(Death.BeforeItLeft);
                if (carry.World is World.Accepts or World.LosesTheAnswerOnly) _outside.Arrived(letter.DeliveryId);
                Die(Death.AfterItArrived);
                return AnswerOf(carry.World, letter);
            };
            try
            {
                await _house.CarryAsync();
                _house.Pen.Settled = delivery => _told.Add(delivery.Id);
            }
            catch (Killed)
            {
                await _house.DisposeAsync();
                await StartAsync();
            }
        }

        static SendResult AnswerOf(World world, OutgoingLetter letter) => new(letter.DeliveryId, world switch
        {
            World.Accepts => AttemptOutcome.Accepted,
            World.RefusesForNow => AttemptOutcome.Transient,
            World.RefusesForGood => AttemptOutcome.Permanent,
            _ => AttemptOutcome.Unknown,
        });

        async Task RecoverAsync()
        {
            await _house.EndLeasesAsync();
            await _house.Get<Recovery>().RunAsync();
        }

        async Task CancelAsync(int which)
        {
            if (_put.Count == 0) return;
            await using var db = _house.OpenDb();
            await Post.CancelAsync(db, [_put[which % _put.Count]], "Ended.", CancellationToken.None);
        }

        async Task StartAsync()
        {
            _house = await PostHouse.OnAsync(_plot, _clock, _outside);
            _house.Pen.Settled = delivery => _told.Add(delivery.Id);
        }

        /// <summary>Nothing that ended began again, nothing arrived twice, and what arrived is not called otherwise.</summary>
        async Task LookAsync()
        {
            foreach (var delivery in await _house.ReadAllAsync())
            {
                if (_seen.TryGetValue(delivery.Id, out var before) && before.IsSettled()) Assert.Equal(before, delivery.State);
                _seen[delivery.Id] = delivery.State;
                var had = _outside.Had.GetValueOrDefault(delivery.Id);
                Assert.True(had <= 1, "It arrived twice.");
                if (delivery.State == DeliveryState.Accepted) Assert.Equal(1, had);
                if (had == 1) Assert.Contains(delivery.State, new[] { DeliveryState.Claimed, DeliveryState.Unknown, DeliveryState.Accepted });
                if (delivery.State is DeliveryState.Accepted) Assert.Contains(delivery.Id, _told);
            }
        }

        public ValueTask DisposeAsync() => _house.DisposeAsync();
    }
}
