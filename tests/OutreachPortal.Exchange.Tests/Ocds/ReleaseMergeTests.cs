using System.Text.Json;

namespace OutreachPortal.Exchange.Tests;

public sealed class ReleaseMergeTests
{
    static string Merge(params string[] releases) =>
        ReleaseMerge.Merge(releases.Select(r => JsonElement.Parse(r))).GetRawText();

    [Fact]
    public void Later_wins_by_date_whatever_the_order() => Assert.Equal(
        """{"date":"2026-02-01T00:00:00Z","x":2}""",
        Merge("""{"date":"2026-02-01T00:00:00Z","x":2}""", """{"date":"2026-01-01T00:00:00+02:00","x":1}"""));

    [Fact]
    public void Objects_merge_and_null_removes() => Assert.Equal(
        """{"t":{"a":1,"b":2}}""",
        Merge("""{"t":{"a":1,"c":3},"gone":1}""", """{"t":{"b":2,"c":null},"gone":null}"""));

    [Fact]
    public void What_comes_after_a_null_starts_afresh() =>
        Assert.Equal("""{"t":{"b":2}}""", Merge("""{"t":{"a":1}}""", """{"t":null}""", """{"t":{"b":2}}"""));

    [Fact]
    public void Lists_with_ids_merge_by_id_and_other_lists_are_replaced() => Assert.Equal(
        """{"items":[{"id":"1","n":5,"d":"x"},{"id":"2"},{"id":3}],"l":[3]}""",
        Merge("""{"items":[{"id":"1","n":4,"d":"x"},{"id":"2"}],"l":[1,2]}""", """{"items":[{"id":"1","n":5},{"id":3}],"l":[3]}"""));

    [Fact]
    public void Whole_lists_of_the_standard_are_replaced_although_they_have_ids() => Assert.Equal(
        """{"additionalClassifications":[{"id":"b"}]}""",
        Merge("""{"additionalClassifications":[{"id":"a"}]}""", """{"additionalClassifications":[{"id":"b"}]}"""));

    [Fact]
    public void Two_things_with_one_id_in_one_list_both_stay() => Assert.Equal(
        """{"items":[{"id":"1","n":9},{"id":"1","n":2}]}""",
        Merge("""{"items":[{"id":"1","n":1},{"id":"1","n":2}]}""", """{"items":[{"id":"1","n":9}]}"""));

    [Fact]
    public void Tags_of_all_releases_are_kept() =>
        Assert.Equal("""{"tag":["tender","award"]}""", Merge("""{"tag":["tender"]}""", """{"tag":["award"]}""", """{"tag":["tender"]}"""));

    [Fact]
    public void None_gives_an_empty_object() => Assert.Equal("{}", Merge());
}
