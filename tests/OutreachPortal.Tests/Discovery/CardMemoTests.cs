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

        Assert.Same(_memo.Of("a", text), _memo.Of("a", new string(text)));
    }

    [Fact]
    public void A_card_that_changed_is_read_again()
    {
        _memo.Of("a", CardOf("a", "First").ToJson());

        Assert.Equal("Second", _memo.Of("a", CardOf("a", "Second").ToJson()).Titles["en"]);
        Assert.Equal("First", _memo.Of("a", CardOf("a", "First").ToJson()).Titles["en"]);
    }

    [Fact]
    public void However_many_are_read_few_are_kept()
    {
        var text = CardOf("a", "First").ToJson();
        for (var number = 0; number < 3 * CardMemo.Most; number++)
        {
            _memo.Of($"{number}", text);
            Assert.InRange(_memo.Count, 1, CardMemo.Most);
        }
    }

    static Card CardOf(string id, string title) => new()
    {
        Id = id, Reference = "R", Kind = Kind.Tender, Type = "rfp", Language = "en", Titles = Texts.Of("en", title),
        Organisation = Some.Tender().Organisation, State = State.Published, SourceKey = Some.SourceKey, SourceId = id,
    };
}
