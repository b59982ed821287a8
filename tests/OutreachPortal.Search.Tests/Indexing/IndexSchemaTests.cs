using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class IndexSchemaTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Title")]
    [InlineData("1st")]
    [InlineData("a.b")]
    [InlineData("title\n")]
    public void A_malformed_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new IndexSchema(1).Keyword(name));

    [Fact]
    public void A_name_is_used_once() =>
        Assert.Throws<ArgumentException>(() => new IndexSchema(1).Text("title").Stored("title"));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_weight_is_above_zero(float weight) =>
        Assert.Throws<ArgumentException>(() => new IndexSchema(1).Text("title", weight));

    [Fact]
    public void A_schema_never_changes()
    {
        var schema = new IndexSchema(7).Text("title");

        schema.Facet("topic");

        Assert.Equal([new SchemaField("title", FieldKind.Text, 1)], schema.Fields);
        Assert.Equal(7, schema.Version);
    }

    [Fact]
    public void A_document_with_a_field_that_the_schema_lacks_is_refused()
    {
        using var shelf = new Shelf();

        Assert.Throws<ArgumentException>(() => shelf.Put(Book("1").Number("pages", 3)));
        Assert.Throws<ArgumentException>(() => shelf.Put(Book("1").Keyword("topic", "a")));
    }

    [Fact]
    public void A_document_needs_an_id() => Assert.Throws<ArgumentException>(() => new IndexDocument(""));
}
