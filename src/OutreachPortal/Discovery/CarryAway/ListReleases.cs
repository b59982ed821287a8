using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>The tenders of a list as an OCDS release package: each in its newest release. Jobs are left out.</summary>
internal static class ListReleases
{
    public static Task WriteAsync(Stream stream, CarriedList list, CancellationToken cancellation)
    {
        var releases = new Releases(list.Results.Names);
        var tenders = list.Results.Items.Where(item => item.Card.Kind == Kind.Tender);
        return OcdsReleaseWriter.WriteAsync(
            stream, HeadOf(list), tenders.Select(item => releases.Of(item.Card)).ToAsyncEnumerable(), cancellation);
    }

    static PublishedPackage HeadOf(CarriedList list) => new()
    {
        Uri = list.Self,
        PublishedDate = list.Changed,
        Publisher = list.Portal.Name,
        PublisherUri = list.Portal.AddressOf("/"),
        Extensions = Releases.ExtensionsUsed,
        Next = list.NextAddress,
    };
}
