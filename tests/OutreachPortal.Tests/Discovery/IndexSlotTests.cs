using OutreachPortal.Data;
using OutreachPortal.Discovery;
using OutreachPortal.Search;

namespace OutreachPortal.Tests.Discovery;

public sealed class IndexSlotTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("slot-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_opened_ahead_is_not_opened_twice()
    {
        using var slot = Built();

        using var ahead = slot.OpenAhead();

        Assert.NotNull(ahead);
        Assert.Same(ahead, slot.OpenNewest(_ => null, reason => Assert.Fail(reason)));
    }

    [Fact]
    public void What_was_opened_ahead_and_is_not_the_right_one_is_closed_and_made_anew()
    {
        using var slot = Built();
        var ahead = slot.OpenAhead()!;
        List<string> refused = [];

        Assert.Null(slot.OpenNewest(_ => "It belongs to another database.", refused.Add));

        Assert.Equal(["It belongs to another database."], refused);
        Assert.Throws<ObjectDisposedException>(() => ahead.Search(new SearchRequest()));
        using var next = slot.CreateNext();
    }

    [Fact]
    public void Without_a_build_there_is_nothing_to_open_ahead()
    {
        using var slot = IndexSlot.Take(new DataDirectory(_folder));

        Assert.Null(slot.OpenAhead());
    }

    [Fact]
    public void What_was_opened_ahead_and_never_asked_for_is_closed_with_the_slot()
    {
        var slot = Built();
        var ahead = slot.OpenAhead()!;

        slot.Dispose();

        Assert.Throws<ObjectDisposedException>(() => ahead.Search(new SearchRequest()));
    }

    IndexSlot Built()
    {
        var slot = IndexSlot.Take(new DataDirectory(_folder));
        slot.CreateNext().Dispose();
        return slot;
    }
}
