using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>A page for crawlers (sitemaps.org 0.9 <c>url</c>).</summary>
/// <param name="Loc">Its absolute address, at most 2,048 characters.</param>
/// <param name="LastModified">When its content truly changed, or null; crawlers stop believing dates that lie.</param>
public sealed record SitemapUrl(string Loc, Instant? LastModified = null)
{
    /// <summary>
    /// Every language's version, this one among them, on every one of them the same list: what is not mutual is ignored
    /// (developers.google.com "Tell Google about localized versions of your page").
    /// </summary>
    public IReadOnlyList<SitemapAlternate> Alternates { get; init; } = [];
}

/// <summary>A version of a page in another language.</summary>
/// <param name="HrefLang">BCP 47, or <c>x-default</c> for readers of any other.</param>
/// <param name="Href">Its absolute address.</param>
public sealed record SitemapAlternate(string HrefLang, string Href);

/// <summary>A sitemap file in an index (sitemaps.org 0.9 <c>sitemap</c>).</summary>
/// <param name="Loc">Its absolute address, on the index's own host.</param>
/// <param name="LastModified">When anything in it changed, or null.</param>
public sealed record SitemapFile(string Loc, Instant? LastModified = null);
