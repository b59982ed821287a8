using Microsoft.AspNetCore.Http;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>Every public version of one tender as an OCDS release package, oldest first.</summary>
internal sealed class HistoryFile(OpportunityFile file, Names names, Portal portal, string path) : IResult
{
    /// <summary>What the same releases look like depends on the programme too.</summary>
    static readonly Guid Programme = typeof(HistoryFile).Module.ModuleVersionId;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = OcdsReleaseWriter.ContentType;
        response.Headers.CacheControl = "public, max-age=60";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.ETag = Tag;
        if (EntityTags.Has(httpContext.Request, Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        if (HttpMethods.IsHead(httpContext.Request.Method)) return Task.CompletedTask;
        var releases = new Releases(names);
        return OcdsReleaseWriter.WriteAsync(
            response.Body, Head,
            file.Versions.Select(version => releases.Of(version.CardOf(file.Card))).ToAsyncEnumerable(),
            httpContext.RequestAborted);
    }

    /// <summary>Releases never change: another number of the last one is another file.</summary>
    string Tag => FormattableString.Invariant($"\"{file.Card.Id}-{file.Card.Trail.Sequence}-{Programme:N}\"");

    PublishedPackage Head => new()
    {
        Uri = portal.AddressOf(path),
        PublishedDate = file.Card.Trail.At,
        Publisher = portal.Name,
        PublisherUri = portal.AddressOf("/"),
        Extensions = Releases.ExtensionsUsed,
    };
}
