using Bunit;
using OutreachPortal.Discovery;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using OutreachPortal.Shell;
using OutreachPortal.Tests.Support;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Tests.Discovery;

public sealed class DrawnPanelsTests : IDisposable
{
    readonly BunitContext _bunit = new();
    readonly Catalogue _catalogue = new();
    readonly DrawnPanels _panels;
    readonly Reader _reader = Readers.In("en");

    public DrawnPanelsTests() => _panels = new DrawnPanels(_catalogue, _bunit.Services);

    public void Dispose() => _bunit.Dispose();

    [Fact]
    public async Task It_is_drawn_once_while_counts_and_catalogue_are_the_same()
    {
        var first = await DrawnAsync(ResultsOf(3));

        Assert.Equal(_bunit.Render<FacetPanel>(panel => panel.Add(view => view.Reader, _reader).Add(view => view.Results, ResultsOf(3))).Markup, first);
        Assert.Same(first, await DrawnAsync(ResultsOf(3)));
        Assert.Same(first, await DrawnAsync(ResultsOf(3) with { Criteria = Criteria.Everything with { Page = 4 } }));
        Assert.Contains(">4<", await DrawnAsync(ResultsOf(4)), StringComparison.Ordinal);
        Assert.NotSame(first, await DrawnAsync(ResultsOf(3) with { Criteria = Criteria.Everything with { Sort = Sort.Newest } }));
    }

    [Fact]
    public async Task What_is_published_may_have_brought_new_names()
    {
        var first = await DrawnAsync(ResultsOf(3));
        _catalogue.Name("wfp", "World Food Programme");
        _catalogue.Advance(7);

        Assert.DoesNotContain("World Food Programme", first, StringComparison.Ordinal);
        Assert.Contains("World Food Programme", await DrawnAsync(ResultsOf(3)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_narrowed_has_its_own() => Assert.Null(
        await _panels.OfAsync(_reader, ResultsOf(3) with { Applied = [new AppliedFilter("Kenya", Criteria.Everything)] }));

    [Fact]
    public async Task However_many_are_drawn_few_are_kept()
    {
        for (var size = 1; size <= Criteria.MaximumSize; size++)
        {
            // Names of their own stand for lists that have changed.
            await _panels.OfAsync(Readers.In("en"), ResultsOf(size));
            Assert.InRange(_panels.Count, 1, DrawnPanels.Most);
        }
    }

    async Task<string> DrawnAsync(Results results) => (await _panels.OfAsync(_reader, results))!.Value.Value;

    Results ResultsOf(int count)
    {
        var labels = new FacetLabels(_reader.Words, _reader.Names, _catalogue);
        return new Results
        {
            Criteria = Criteria.Everything, Now = default, Total = count, Items = [], Names = _reader.Names, Labels = labels,
            Facets = new Dictionary<string, IReadOnlyList<FacetValue>>
            {
                ["org"] = new FacetValues("org", [new FacetCount("wfp", count)], Criteria.Everything, labels),
            },
        };
    }
}
