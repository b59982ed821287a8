using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using NodaTime;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>The read API as OpenAPI describes it: what stands in the routes, and the parameters of criteria.</summary>
internal static class ApiDescription
{
    public const string Path = "/openapi/v1.json";

    public static IServiceCollection AddApiDescription(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            foreach (var converter in ApiJson.Options.Converters) options.SerializerOptions.Converters.Add(converter);
        });
        return services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = endpoint => endpoint.HttpMethod == "GET"
                && endpoint.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer(Introduce);
            options.AddOperationTransformer(Describe);
            options.AddSchemaTransformer(SayInstants);
        });
    }

    static Task Introduce(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        var portal = context.ApplicationServices.GetRequiredService<Portal>();
        document.Info = new()
        {
            Title = portal.Name,
            Version = "1",
            Description = Phrases.For(Language.English)["api.lead"],
        };
        document.Servers = [new() { Url = portal.AddressOf("") }];
        document.Tags = null;
        return Task.CompletedTask;
    }

    static Task Describe(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        operation.Tags = null;
        operation.Parameters = context.Description.RelativePath switch
        {
            "api/v1/opportunities/{id}" =>
            [
                Parameter("id", "The short id.", JsonSchemaType.String, ParameterLocation.Path),
            ],
            "api/v1/changes" =>
            [
                Number("since", "The last sequence number that is known; 0 at first.", 0, long.MaxValue),
                Number("size", "Entries at most.", 1, Api.MostChangesAtOnce),
            ],
            _ => [.. ApiParameters.All],
        };
        return Task.CompletedTask;
    }

    /// <summary>An instant is text here; what reads it does not say so.</summary>
    static Task SayInstants(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.Type == typeof(Instant))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        return Task.CompletedTask;
    }

    internal static OpenApiParameter Parameter(
        string name, string description, JsonSchemaType type, ParameterLocation place = ParameterLocation.Query) =>
        new()
        {
            Name = name,
            In = place,
            Required = place == ParameterLocation.Path,
            Description = description,
            Schema = new OpenApiSchema { Type = type },
        };

    internal static OpenApiParameter Number(string name, string description, long least, long most) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = FormattableString.Invariant($"{least}"),
            Maximum = FormattableString.Invariant($"{most}"),
        },
    };

    internal static JsonNode Word(string word) => JsonValue.Create(word);
}
