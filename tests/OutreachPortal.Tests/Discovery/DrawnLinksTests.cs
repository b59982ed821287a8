using Bunit;
using Microsoft.Extensions.Logging.Abstractions;
using OutreachPortal.Discovery;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

public sealed class DrawnLinksTests : IDisposable
{
    readonly BunitContext _bunit = new();
    readonly DrawnLinks _links;

    public DrawnLinksTests() => _links = new DrawnLinks(_bunit.Services, NullLoggerFactory.Instance);

    public static TheoryData<string, string> Lists => new(
        from language in Language.All
        from query in (string[])["", "kind=tender&group=ldc&page=3", "q=%22a%26b%22&sort=newest&from=KE"]
        select (language.Code, query));

    public void Dispose() => _bunit.Dispose();

    [Theory, MemberData(nameof(Lists))]
    public async Task They_are_as_their_parts_would_be_drawn(string language, string query)
    {
        var (reader, criteria) = (Readers.In(language), Read(query));
        await _links.OfAsync(Readers.In("en"), Criteria.Everything with { Page = 2 });

        var links = await _links.OfAsync(reader, criteria);

        _bunit.Render<FormatHeads>(part => part.Add(it => it.Visit, reader.Visit).Add(it => it.Criteria, criteria))
            .MarkupMatches(links.Heads.Value);
        _bunit.Render<SearchForm>(part => part.Add(it => it.Reader, reader).Add(it => it.Criteria, criteria))
            .MarkupMatches(links.Form.Value);
        _bunit.Render<SortLinks>(part => part.Add(it => it.Reader, reader).Add(it => it.Criteria, criteria))
            .MarkupMatches(links.Sorts.Value);
        _bunit.Render<AlertOffer>(part => part.Add(it => it.Reader, reader).Add(it => it.Criteria, criteria))
            .MarkupMatches(links.Offer.Value);
        _bunit.Render<FormatLinks>(part => part.Add(it => it.Reader, reader).Add(it => it.Criteria, criteria))
            .MarkupMatches(links.Formats.Value);
        Assert.Same(links, await _links.OfAsync(Readers.In(language), Read(query)));
    }

    [Fact]
    public async Task However_many_are_drawn_few_are_kept()
    {
        for (var page = 1; page <= DrawnLinks.Most + 50; page++)
        {
            await _links.OfAsync(Readers.In("en"), Criteria.Everything with { Page = page });
            Assert.InRange(_links.Count, 1, DrawnLinks.Most);
        }
    }

    [Fact]
    public async Task A_long_question_is_drawn_and_not_kept()
    {
        var links = await _links.OfAsync(Readers.In("en"), Criteria.Everything with { Query = new string('a', 300) });

        Assert.Contains(new string('a', 300), links.Form.Value, StringComparison.Ordinal);
        Assert.Equal(0, _links.Count);
    }

    static Criteria Read(string query) =>
        CriteriaReading.Of(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)).Criteria;
}
