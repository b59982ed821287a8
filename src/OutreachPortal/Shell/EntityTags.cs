using Microsoft.AspNetCore.Http;

namespace OutreachPortal.Shell;

/// <summary>What a client says it has (RFC 9110, 13.1.2).</summary>
internal static class EntityTags
{
    /// <summary>Weak tags match too: whoever stands between may have weakened ours.</summary>
    public static bool Has(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } given
        && given.SelectMany(value => (value ?? "").Split(','))
            .Select(value => value.Trim())
            .Any(value => value == "*" || value == tag || value == $"W/{tag}");
}
