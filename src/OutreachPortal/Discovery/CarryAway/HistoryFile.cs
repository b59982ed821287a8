using Microsoft.AspNetCore.Http;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>Every public version of one tender as an OCDS release package, oldest first.</summary>
internal sealed class HistoryFile(OpportunityFile file, Names names, Portal portal, string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = OcdsReleaseWriter.ContentType;
        response.Headers.CacheControl = "public, max-age=60";
        response.Headers.Vary = "Accept-Encoding";
        if (HttpMethods.IsHead(httpContext.Request.Method)) return Task.CompletedTask;
        var releases = new Releases(names);
        return OcdsReleaseWriter.WriteAsync(
            response.Body, Head,
            file.Versions.Select(version => releases.Of(version.CardOf(file.Card))).ToAsyncEnumerable(),
            httpContext.RequestAborted);
    }

    PublishedPackage Head => new()
    {
        Uri = portal.AddressOf(path),
        PublishedDate = file.Card.Trail.At,
        Publisher = portal.Name,
        PublisherUri = portal.AddressOf("/"),
        Extensions = Releases.ExtensionsUsed,
    };
}
