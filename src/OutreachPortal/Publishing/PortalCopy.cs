using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Publishing;

/// <summary>
/// The present of everything public as a recipe: another portal that runs it shows the same notices under the same
/// addresses and ocids. The step <c>opportunities</c> reads what is written here.
/// </summary>
internal sealed class PortalCopy(PortalDb db)
{
    const int AtOnce = 500;

    static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = Columns.Json.Encoder };

    /// <returns>How many opportunities were written.</returns>
    public async Task<int> WriteAsync(Stream stream, CancellationToken cancellation)
    {
        var sources = await db.Sources.AsNoTracking().OrderBy(source => source.Key).ToListAsync(cancellation);
        await using var json = new Utf8JsonWriter(stream, Readable);
        json.WriteStartObject();
        WriteEnvelope(json);
        json.WriteStartArray("steps");
        JsonSerializer.Serialize(json, new { name = "sources", sources }, Columns.Json);
        var written = 0;
        foreach (var source in sources) written += await WriteStepAsync(json, source.Key, cancellation);
        json.WriteEndArray();
        json.WriteEndObject();
        return written;
    }

    static void WriteEnvelope(Utf8JsonWriter json)
    {
        json.WriteString("name", "copy");
        json.WriteString("displayName", "Copy of a portal");
        json.WriteString("description", "Its sources, and the present of every notice that is public.");
        json.WriteString("version", "1.0.0");
        json.WriteBoolean("issetuprecipe", false);
    }

    async Task<int> WriteStepAsync(Utf8JsonWriter json, string source, CancellationToken cancellation)
    {
        var (written, last) = (0, 0L);
        while (await NextAsync(source, last, cancellation) is [.., var end] some)
        {
            if (written == 0)
            {
                json.WriteStartObject();
                json.WriteString("name", "opportunities");
                json.WriteString("source", source);
                json.WriteStartArray("copies");
            }
            foreach (var (_, copy) in some) json.WriteStringValue(copy.ToJson());
            (written, last) = (written + some.Count, end.Id);
            await json.FlushAsync(cancellation);
        }
        if (written > 0)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return written;
    }

    async Task<List<(long Id, Copy Copy)>> NextAsync(string source, long after, CancellationToken cancellation)
    {
        var revisions = await db.Revisions.AsNoTracking().Include(revision => revision.Opportunity)
            .Where(revision => revision.Opportunity.SourceKey == source && revision.OpportunityId > after
                && revision.Number == revision.Opportunity.Revision
                && revision.Opportunity.State != State.Draft && revision.Opportunity.State != State.Withdrawn)
            .OrderBy(revision => revision.OpportunityId).Take(AtOnce).ToListAsync(cancellation);
        var ids = revisions.ConvertAll(revision => revision.OpportunityId);
        var reasons = (await db.Statuses.AsNoTracking().Where(status => ids.Contains(status.OpportunityId))
            .OrderBy(status => status.Id).ToListAsync(cancellation)).ToLookup(status => status.OpportunityId);
        return revisions.ConvertAll(revision => (
            revision.OpportunityId, Copy.Of(revision, reasons[revision.OpportunityId].LastOrDefault()?.Why)));
    }
}

/// <summary>
/// One opportunity as a copy carries it. It travels as a text inside the recipe, so that nothing in a notice can be
/// read as one of the recipe's scripts.
/// </summary>
internal sealed record Copy(string Id, State State, Instant? Published, string? Why, Content Content)
{
    public static Copy Of(Revision revision, string? why) => new(
        revision.Opportunity.SourceId, revision.Opportunity.State, revision.Opportunity.Published, why, revision.Content);

    public string ToJson() => JsonSerializer.Serialize(this, Columns.Json);

    public static Copy? FromJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Copy>(text, Columns.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
