using System.Text.Json.Nodes;
using NJsonSchema;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>What SendGrid itself says that a request to mail/send must look like.</summary>
internal static class SendGridSchema
{
    static readonly string[] ForbiddenHeaders =
    [
        "x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding", "to", "from",
        "subject", "reply-to", "cc", "bcc",
    ];

    const string Folder = "schemas/sendgrid-oai";

    static readonly Lazy<Task<JsonSchema>> Description = new(ReadAsync);

    public static bool IsHere => SharedData.Has(Folder);

    /// <summary>What the description has against a request; empty when nothing. Without it the test is skipped.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsOfAsync(string request)
    {
        var schema = await Description.Value;
        return [.. schema.Validate(request).Select(error => error.ToString()), .. WrittenOnly(JsonNode.Parse(request)!)];
    }

    static async Task<JsonSchema> ReadAsync()
    {
        var description = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(SharedData.At(Folder), "tsg_mail_v3.json")))!.AsObject();
        var send = description["components"]!["requestBodies"]!["PostMailSend"]!;
        var body = send["content"]!["application/json"]!["schema"]!.DeepClone().AsObject();
        body["components"] = description["components"]!.DeepClone();
        return await JsonSchema.FromJsonAsync(body.ToJsonString());
    }

    /// <summary>Rules that the description says in words.</summary>
    static IEnumerable<string> WrittenOnly(JsonNode request)
    {
        var personalizations = request["personalizations"]!.AsArray();
        var to = personalizations.SelectMany(one => one!["to"]!.AsArray())
            .Select(one => one!["email"]!.GetValue<string>()).ToList();
        if (to.Distinct(StringComparer.OrdinalIgnoreCase).Count() != to.Count)
            yield return "an address stands in two personalizations";
        foreach (var one in personalizations)
        {
            foreach (var (name, _) in one!["headers"]!.AsObject())
                if (ForbiddenHeaders.Contains(name.ToLowerInvariant())) yield return $"the header {name} is forbidden";
            if (one["custom_args"]!.ToJsonString().Length > 10_000) yield return "too many custom arguments";
            if (one["substitutions"]?.ToJsonString().Length > 10_000) yield return "too many substitutions";
        }
    }
}
