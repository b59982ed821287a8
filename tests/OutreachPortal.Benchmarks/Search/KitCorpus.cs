using System.Globalization;
using OutreachPortal.Search;

namespace OutreachPortal.Benchmarks.Search;

/// <summary>A line of the kit's documents: one notice.</summary>
sealed record KitNotice(
    string Id, string Kind, string Country, string[] Groups, string Category, string Org, long Published, long Deadline,
    string Language, string Title, string Body)
{
    public static KitNotice Read(string line)
    {
        var columns = line.Split('\t');
        return new KitNotice(
            columns[0], columns[1], columns[2], columns[3].Split(','), columns[4], columns[5],
            long.Parse(columns[6], CultureInfo.InvariantCulture), long.Parse(columns[7], CultureInfo.InvariantCulture),
            columns[8], columns[9], columns[10]);
    }
}

/// <summary>The kit's notices as our index has them.</summary>
static class KitCorpus
{
    public static readonly string[] Facets = ["kind", "group", "country", "category", "lang"];

    public static readonly IndexSchema Schema = Facets.Aggregate(new IndexSchema(1), (schema, facet) => schema.Facet(facet))
        .Text("title", 3).Text("body").Number("published").Number("deadline").Stored("org");

    /// <param name="notice">The notice.</param>
    /// <param name="plain">Words as written only, to be compared with an index without stemming.</param>
    public static IndexDocument DocumentOf(KitNotice notice, bool plain)
    {
        var language = plain ? "und" : notice.Language;
        var document = new IndexDocument(notice.Id)
            .Text("title", language, notice.Title).Text("body", language, notice.Body)
            .Facet("kind", notice.Kind).Facet("country", notice.Country).Facet("category", notice.Category)
            .Facet("lang", notice.Language).Number("published", notice.Published).Number("deadline", notice.Deadline)
            .Store("org", notice.Org);
        return notice.Groups.Aggregate(document, (some, group) => some.Facet("group", group));
    }
}
