using OutreachPortal.Discovery;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

public sealed class CardMemoTests
{
    readonly CardMemo _memo = new();

    [Fact]
    public void A_card_is_read_once_while_its_text_is_the_same()
    {
        var text = CardOf("a", "First").ToJson();

        Assert.Same(Read("a", text, version: 1), Read("a", new string(text), version: 2));
    }

    [Fact]
    public void While_nothing_was_published_its_text_is_not_asked_for()
    {
        var card = Read("a", CardOf("a", "First").ToJson(), version: 1);

        Assert.Same(card, _memo.Of("a", 1, () => throw new InvalidOperationException()));
    }

    [Fact]
    public void A_card_that_changed_is_read_again()
    {
        Read("a", CardOf("a", "First").ToJson(), version: 1);

        Assert.Equal("Second", Read("a", CardOf("a", "Second").ToJson(), version: 2).Titles["en"]);
        Assert.Equal("First", Read("a", CardOf("a", "First").ToJson(), version: 3).Titles["en"]);
    }

    [Fact]
    public void However_many_are_read_few_are_kept()
    {
        var text = CardOf("a", "First").ToJson();
        for (var number = 0; number < 3 * CardMemo.Most; number++)
        {
            Read($"{number}", text, version: 1);
            Assert.InRange(_memo.Count, 1, CardMemo.Most);
        }
    }

    Card Read(string id, string text, long version) => _memo.Of(id, version, () => text);

    static Card CardOf(string id, string title) => new()
    {
        Id = id, Reference = "R", Kind = Kind.Tender, Type = "rfp", Language = "en", Titles = Texts.Of("en", title),
        Organisation = Some.Tender().Organisation, State = State.Published, SourceKey = Some.SourceKey, SourceId = id,
    };
}
