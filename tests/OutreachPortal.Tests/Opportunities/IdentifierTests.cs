using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Tests.Opportunities;

/// <summary>
/// The two parts of an opportunity's address: the short id, which decides, and the reference, for people.
/// </summary>
public sealed class IdentifierTests
{
    [Fact]
    public void A_short_id_follows_from_source_and_id() => Prop
        .ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNull<string>>(), (source, id) =>
            ShortId.Of(source.Get, id.Get) == ShortId.Of(source.Get, id.Get)
                && ShortId.IsOne(ShortId.Of(source.Get, id.Get)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_short_id_stays_what_it_was_when_the_first_address_was_given_out() =>
        Assert.Equal("abnzcqaypn", ShortId.Of("canada-buyandsell", "PW-$$XX-001-12345"));

    [Fact]
    public void Ten_thousand_items_have_ten_thousand_short_ids() => Assert.Equal(
        10_000, Enumerable.Range(0, 10_000).Select(number => ShortId.Of("ted", $"2026/S {number}")).Distinct().Count());

    [Theory]
    [InlineData("0123456789", true)]
    [InlineData("012345678", false)]
    [InlineData("01234567890", false)]
    [InlineData("012345678i", false)]
    [InlineData("012345678A", false)]
    [InlineData("../../etc/", false)]
    [InlineData("", false)]
    public void Letters_that_a_telephone_confuses_are_not_in_a_short_id(string text, bool expected) =>
        Assert.Equal(expected, ShortId.IsOne(text));

    [Theory]
    [InlineData("NW/2026/017", "nw-2026-017")]
    [InlineData("  RFP № 12 (b) ", "rfp-no-12-b")]
    [InlineData("مناقصة ٢٠٢٦/٧", "مناقصة-٢٠٢٦-٧")]
    [InlineData("///", "notice")]
    [InlineData("", "notice")]
    [InlineData("ＡＢＣ", "abc")]
    public void A_reference_becomes_a_readable_tail(string reference, string expected) =>
        Assert.Equal(expected, ReferenceSlug.Of(reference));

    [Fact]
    public void A_tail_is_short_and_needs_no_more_than_escaping() => Prop
        .ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), reference =>
        {
            var tail = ReferenceSlug.Of(reference.Get);
            return tail.Length is > 0 and <= 61 && !tail.StartsWith('-') && !tail.EndsWith('-') && !tail.Contains('/')
                && ReferenceSlug.Of(tail) == tail;
        })
        .QuickCheckThrowOnFailure();
}
