using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OutreachPortal.Alerts;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>What an operator can watch is what the rooms' pages say.</summary>
public sealed class FiguresTests
{
    [Theory]
    [InlineData("Mail", MailMeter.Name)]
    [InlineData("Alerts", AlertFigures.Name)]
    public async Task The_page_of_the_room_names_every_figure_and_no_other(string room, string meter)
    {
        using var watch = new FigureWatch(meter);
        await using var house = await HouseServices.OpenAsync();
        house.Get<MailMeter>();
        house.Get<AlertFigures>();

        var page = await File.ReadAllTextAsync(Repository.At(Path.Combine("src", "OutreachPortal", room, "README.md")));
        var from = page.IndexOf("## Figures", StringComparison.Ordinal);
        var named = page[from..page.IndexOf("## Always true", StringComparison.Ordinal)].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split('`').Where((_, place) => place % 2 == 1));

        Assert.Equal(watch.Names.Order(), named.Order());
    }

    [Fact]
    public async Task While_the_channel_rests_the_breaker_is_open()
    {
        var outside = new Outside { Answer = Trouble };
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, outside);
        await house.PutAsync();
        house.Get<Channel>();
        using var watch = new FigureWatch(MailMeter.Name, house.Get<IMeterFactory>());
        Assert.Equal([0], watch.Read("breaker_open"));

        await house.CarryAsync();
        Assert.Equal([1], watch.Read("breaker_open"));
        house.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal([0], watch.Read("breaker_open"));
    }

    static SendResult Trouble(OutgoingLetter letter) => new(letter.DeliveryId, AttemptOutcome.Transient)
    {
        Trouble = new ChannelTrouble(NodaTime.Duration.FromMinutes(5), true, "the key was refused"),
    };
}

/// <summary>Listens to one meter: of one house, or of whichever.</summary>
internal sealed class FigureWatch : IDisposable
{
    readonly MeterListener _listener = new();
    readonly ConcurrentDictionary<string, List<double>> _read = [];

    public FigureWatch(string meter, IMeterFactory? of = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != meter || (of is not null && instrument.Meter.Scope != of)) return;
            if (_read.TryAdd(instrument.Name, [])) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Note(instrument, value));
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Note(instrument, value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Note(instrument, value));
        _listener.Start();
    }

    public IEnumerable<string> Names => _read.Keys;

    public IReadOnlyList<double> Read(string name)
    {
        _read[name].Clear();
        _listener.RecordObservableInstruments();
        return [.. _read[name]];
    }

    public void Dispose() => _listener.Dispose();

    void Note(Instrument instrument, double value) => _read[instrument.Name].Add(value);
}
