using Microsoft.OpenApi;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>The parameters of <see cref="Criteria"/> in the words of OpenAPI, in their canonical order.</summary>
internal static class ApiParameters
{
    public static IEnumerable<OpenApiParameter> All =>
    [
        ApiDescription.Parameter(
            "q", "Words to look for, in Lucene's classic syntax; all must match.", JsonSchemaType.String),
        .. Criteria.Facets.Select(Facet),
        ApiDescription.Parameter(
            "from", "Country of the supplier or candidate: leaves out what it may not answer.", JsonSchemaType.String),
        .. Days.Select(day => Day(day.Name, day.Description)),
        Chosen("sort", "The order; closing, or relevance where q is given.", [.. Enum.GetNames<Sort>().Select(Lower)]),
        ApiDescription.Number("page", "From 1.", 1, int.MaxValue),
        ApiDescription.Number("size", "Items of a page; 20 where it is not given.", 1, Criteria.MaximumSize),
    ];

    static readonly (string Name, string Description)[] Days =
    [
        ("closing-from", "First UTC day of the deadline."),
        ("closing-to", "Last UTC day of the deadline."),
        ("posted-from", "First UTC day of publication."),
        ("posted-to", "Last UTC day of publication."),
    ];

    static readonly IReadOnlyDictionary<string, string> Facets = new Dictionary<string, string>
    {
        ["kind"] = "tender or job.",
        ["type"] = "Type of the notice or of the contract.",
        ["grade"] = "A job's grade, such as P-3.",
        ["group"] = "Country group on the day of publication: developing, transition, ldc, lldc, sids.",
        ["country"] = "ISO 3166-1 alpha-2.",
        ["category"] = "Code of the portal's tree; a parent matches its children.",
        ["org"] = "Code of the organisation.",
        ["language"] = "Language of the content, ISO 639-1.",
        ["remote"] = "yes.",
        ["encourages"] = "women, disability, local, or a country group.",
        ["status"] = "open (where nothing is given), closed, cancelled, awarded, all.",
        ["sdg"] = "Sustainable Development Goal, 1 to 17.",
    };

    /// <summary>Repeated, a parameter widens: any of its values.</summary>
    static OpenApiParameter Facet(string name) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = Facets[name],
        Style = ParameterStyle.Form,
        Explode = true,
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            MaxItems = Criteria.MaximumValues,
            Items = new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };

    static OpenApiParameter Day(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
    };

    static OpenApiParameter Chosen(string name, string description, IEnumerable<string> words) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(ApiDescription.Word)] },
    };

    static string Lower(string word) => word.ToLowerInvariant();
}
