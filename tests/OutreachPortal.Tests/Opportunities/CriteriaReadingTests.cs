using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Tests.Opportunities;

/// <summary>The faults of interface.md, one by one.</summary>
public sealed class CriteriaReadingTests
{
    [Theory]
    [InlineData("page=0", "criteria.page")]
    [InlineData("page=-1", "criteria.page")]
    [InlineData("page=abc", "criteria.page")]
    [InlineData("page=1.5", "criteria.page")]
    [InlineData("page=%D9%A1", "criteria.page")]
    [InlineData("size=0", "criteria.size")]
    [InlineData("size=101", "criteria.size")]
    [InlineData("size=1000000000000000000000000000000", "criteria.size")]
    [InlineData("page=1&page=2", "criteria.twice")]
    [InlineData("size=10&size=20", "criteria.twice")]
    [InlineData("q=a&q=b", "criteria.twice")]
    [InlineData("q=&q=", "criteria.twice")]
    [InlineData("sort=newest&sort=newest", "criteria.twice")]
    [InlineData("from=KE&from=NP", "criteria.twice")]
    [InlineData("posted-to=2026-01-01&posted-to=2026-01-01", "criteria.twice")]
    [InlineData("closing-from=tomorrow", "criteria.date")]
    [InlineData("closing-to=2026-02-30", "criteria.date")]
    [InlineData("posted-from=01/02/2026", "criteria.date")]
    [InlineData("posted-to=99999-01-01", "criteria.date")]
    [InlineData("posted-to=-0044-03-15", "criteria.date")]
    [InlineData("from=Kenya", "criteria.from")]
    [InlineData("from=4E", "criteria.from")]
    [InlineData("sort=price", "criteria.sort")]
    [InlineData("sort=1", "criteria.sort")]
    public void What_breaks_a_rule_is_one_fault_with_words(string query, string phrase)
    {
        var fault = Assert.Single(Read(query).Faults);

        Assert.Equal(phrase, fault.Phrase);
        Assert.Equal(query.Split('=')[0], fault.Parameter);
        Assert.NotNull(Phrases.For(Language.Find("en")!).Find(phrase));
    }

    [Theory]
    [InlineData("page=1000000000")]
    [InlineData("page=1000000000000000000000000000000")]
    [InlineData("page=502")]
    [InlineData("page=102&size=100")]
    public void A_page_below_the_deepest_offset_is_too_deep(string query)
    {
        var reading = Read(query);

        Assert.Empty(reading.Faults);
        Assert.True(reading.IsTooDeep);
    }

    [Theory]
    [InlineData("page=501")]
    [InlineData("page=101&size=100")]
    [InlineData("page=00001")]
    public void The_deepest_offset_itself_is_read(string query)
    {
        var reading = Read(query);

        Assert.Empty(reading.Faults);
        Assert.False(reading.IsTooDeep);
    }

    [Theory]
    [InlineData(50, 0)]
    [InlineData(51, 1)]
    public void Fifty_values_of_a_parameter_are_enough(int values, int faults)
    {
        var reading = Read(string.Join('&', Enumerable.Range(0, values).Select(n => $"org=o{n}")));

        Assert.Equal(faults, reading.Faults.Count);
        Assert.All(reading.Faults, fault => Assert.Equal(("criteria.many", "org"), (fault.Phrase, fault.Parameter)));
    }

    [Theory]
    [InlineData("utm_source=letter&fbclid=1&page_size=0")]
    [InlineData("")]
    [InlineData("q=&kind=&country=%20&page=&sort=&from=&posted-to=")]
    public void What_is_unknown_or_empty_is_ignored(string query)
    {
        var reading = Read(query);

        Assert.Empty(reading.Faults);
        Assert.Equal(Criteria.Everything, reading.Criteria);
    }

    [Fact]
    public void Every_parameter_is_read()
    {
        var read = Read("Q=cloud&kind=tender&kind=job&country=ke&from=np&closing-from=2026-01-02&closing-to=2026-01-03"
            + "&posted-from=2026-01-04&posted-to=2026-01-05&sort=Newest&page=3&size=7&status=filled&sdg=09").Criteria;

        Assert.Equal(("cloud", "NP", Sort.Newest, 3, 7), (read.Query, read.From, read.Sort, read.Page, read.Size));
        Assert.Equal(["job", "tender"], read["kind"]);
        Assert.Equal(["KE"], read["country"]);
        Assert.Equal(["awarded"], read["status"]);
        Assert.Equal(["9"], read["sdg"]);
        Assert.Equal(new LocalDate(2026, 1, 2), read.ClosingFrom);
        Assert.Equal(new LocalDate(2026, 1, 3), read.ClosingTo);
        Assert.Equal(new LocalDate(2026, 1, 4), read.PostedFrom);
        Assert.Equal(new LocalDate(2026, 1, 5), read.PostedTo);
    }

    [Fact]
    public void Several_faults_are_all_told() => Assert.Equal(
        ["criteria.page", "criteria.sort"], Read("sort=x&page=0").Faults.Select(fault => fault.Phrase).Order());

    static CriteriaReading Read(string query) => CriteriaReading.Of(QueryHelpers.ParseQuery(query));
}
