using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Tests.Opportunities;

public sealed class CriteriaTests
{
    static readonly Gen<string> Words = Gen.Elements(
        "réseau", "\"cloud hosting\" -onsite", "title:water & sanitation", "软件 OR شبكة",
        "100% +plus #tag", "a=b&kind=job", " spaced ", "x");

    static readonly Gen<string> Values = Gen.Elements(
        "tender", "JOB", "ke", "KE", "Np", " la ", "p-3", "unicc", "São-Tomé", "a b&c",
        "07", "0", "filled", "All", "中文");

    static readonly Gen<LocalDate?> Days = Gen.Choose(0, 4_000)
        .Select(day => day % 3 == 0 ? (LocalDate?)null : new LocalDate(2020, 1, 1).PlusDays(day));

    static readonly Arbitrary<Criteria> Any = (
        from query in Gen.OneOf(Gen.Constant<string?>(null), Words.Select(text => (string?)text))
        from picks in Gen.ListOf(
            from facet in Gen.Elements(Criteria.Facets.ToArray()) from value in Values select (facet, value))
        from dates in Gen.ArrayOf(Days, 4)
        from source in Gen.Elements(null, "ke", "FR")
        from sort in Gen.Elements<Sort?>(null, Sort.Closing, Sort.Newest, Sort.Relevance)
        from page in Gen.Choose(1, 60)
        from size in Gen.Choose(1, Criteria.MaximumSize)
        select picks.Aggregate(
            new Criteria { Query = query, From = source, Sort = sort },
            (all, pick) => all.With(pick.facet, pick.value)) with
        {
            ClosingFrom = dates[0], ClosingTo = dates[1], PostedFrom = dates[2], PostedTo = dates[3],
            Page = page, Size = size,
        }).ToArbitrary();

    [Fact]
    public void The_pieces_around_a_facet_make_the_address_of_each_of_its_values() => Holds(Any, criteria =>
        Criteria.Facets.All(facet => AddressOf(criteria.Around(facet), facet) == criteria.Without(facet).With(facet, "x").ToQueryString()));

    [Fact]
    public void A_copy_writes_its_own_text() => Holds(Any, criteria =>
        criteria.ToQueryString() is var written
        && (criteria with { Page = 77 }).ToQueryString().Contains("page=77", StringComparison.Ordinal)
        && (criteria with { Page = 77 } with { Page = criteria.Page }).ToQueryString() == written);

    static string AddressOf((string Before, string After) around, string facet) =>
        $"{around.Before}{Criteria.Everything.With(facet, "x")}{around.After}";

    [Fact]
    public void Reading_what_was_written_gives_the_same_criteria() => Holds(Any, criteria =>
    {
        var read = CriteriaReading.Of(QueryHelpers.ParseQuery(criteria.ToQueryString()));
        return read.Faults.Count == 0 && read.Criteria == criteria && read.Criteria.Digest == criteria.Digest;
    });

    [Fact]
    public void Equal_criteria_have_equal_text_hash_and_digest() => Holds(Any, criteria =>
    {
        // The same selections made in the opposite order.
        var again = criteria.Pairs().Where(pair => Criteria.Facets.Contains(pair.Key)).Reverse()
            .Aggregate(criteria.Bare(), (all, pair) => all.With(pair.Key, pair.Value)) with { Page = criteria.Page };
        return again == criteria && again.GetHashCode() == criteria.GetHashCode() && again.Digest == criteria.Digest;
    });

    [Fact]
    public void Order_and_page_are_not_part_of_the_digest() => Holds(Any, criteria =>
        (criteria with { Page = 7, Size = 50, Sort = Sort.Newest }).Digest == criteria.Digest);

    [Fact]
    public void What_was_added_can_be_taken_away() => Holds(Any, criteria => Criteria.Facets.All(facet =>
    {
        var more = criteria.With(facet, "something-new");
        return more.Has(facet, " something-new ")
            && more != criteria && more.Without(facet, "something-new") == criteria with { Page = 1 };
    }));

    [Fact]
    public void Every_selection_goes_back_to_the_first_page() => Holds(Any, criteria =>
        criteria.With("kind", "tender").Page == 1
            && criteria.Without("kind", "tender").Page == 1 && criteria.Without("kind").Page == 1);

    [Fact]
    public void Adding_twice_is_adding_once() => Holds(Any, criteria =>
        criteria.With("country", "np").With("country", "NP ") == criteria.With("country", "NP"));

    [Fact]
    public void Pairs_stand_in_canonical_order() => Assert.Equal(
        "q=cloud&kind=job&kind=tender&country=NP&status=all&from=FR&closing-to=2026-12-31&sort=newest&page=2&size=50",
        (new Criteria { Query = "cloud", From = "fr", Sort = Sort.Newest, ClosingTo = new LocalDate(2026, 12, 31) }
            .With("status", "all").With("country", "np").With("kind", "tender").With("kind", "job")
                with { Page = 2, Size = 50 })
        .ToQueryString());

    [Fact]
    public void Everything_is_an_empty_address() => Assert.Equal("", Criteria.Everything.ToQueryString());

    [Theory]
    [InlineData("country", "ke", "KE")]
    [InlineData("grade", "p-3", "P-3")]
    [InlineData("kind", " Tender ", "tender")]
    [InlineData("status", "Filled", "awarded")]
    [InlineData("sdg", "07", "7")]
    [InlineData("sdg", "0", "0")]
    [InlineData("org", "UNICC", "UNICC")]
    public void A_value_has_one_spelling(string facet, string written, string kept) =>
        Assert.Equal([kept], Criteria.Everything.With(facet, written)[facet]);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_blank_is_no_value_and_no_text(string blank)
    {
        Assert.Equal(Criteria.Everything, Criteria.Everything.With("country", blank));
        Assert.Equal(Criteria.Everything, new Criteria { Query = blank, From = blank });
    }

    [Fact]
    public void Text_is_sorted_by_relevance_and_the_rest_by_closing()
    {
        Assert.Equal(Sort.Closing, Criteria.Everything.EffectiveSort);
        Assert.Equal(Sort.Relevance, new Criteria { Query = "cloud" }.EffectiveSort);
        Assert.Equal(Sort.Newest, new Criteria { Query = "cloud", Sort = Sort.Newest }.EffectiveSort);
    }

    static void Holds(Arbitrary<Criteria> any, Func<Criteria, bool> law) =>
        Prop.ForAll(any, law).QuickCheckThrowOnFailure();
}

file static class CriteriaParts
{
    /// <summary>The criteria without any selection.</summary>
    public static Criteria Bare(this Criteria criteria) =>
        Criteria.Facets.Aggregate(criteria, (bare, facet) => bare.Without(facet));
}
