using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OutreachPortal.Shell;

/// <summary>What an endpoint says of its pages: that they are the same for everyone, and what they depend on.</summary>
/// <param name="QueryOf">
/// The one query, with its "?", of all that ask for the same page: it is made from this and nothing else of the query.
/// Null where the query is at fault, or the page is not one to keep.
/// </param>
/// <param name="Cookie">
/// Readers who carry this cookie, by its plain or its <c>__Host-</c> name, have the page made for themselves.
/// </param>
internal sealed record Shelving(Func<IQueryCollection, string?> QueryOf, string? Cookie = null)
{
    public bool IsPersonal(HttpRequest request) =>
        Cookie is not null && request.Headers.Cookie.Count > 0
        && (request.Cookies.ContainsKey(Cookie) || request.Cookies.ContainsKey($"__Host-{Cookie}"));
}

internal static class ShelvingMetadata
{
    /// <summary>Its pages are kept: answers of 200 and 410 that call themselves public.</summary>
    public static RouteHandlerBuilder Shelved(
        this RouteHandlerBuilder page, Func<IQueryCollection, string?> queryOf, string? unlessCookie = null) =>
        page.WithMetadata(new Shelving(queryOf, unlessCookie));
}
