using NodaTime;

namespace OutreachPortal.Exchange.Tests;

/// <summary>A feed with human values, in several scripts.</summary>
static class SomeFeed
{
    public const string Nasty = "a < b & c > d \"q\" 'p' ]]> \u0000\u0008\u000B\uD83D!\uFFFE 😀";

    /// <summary>What is left of <see cref="Nasty"/> in XML, which has no way to say the rest.</summary>
    public const string NastyInXml = "a < b & c > d \"q\" 'p' ]]> ! 😀";

    public static Feed Head => new()
    {
        Id = "tag:portal.example,2026:tenders?country=SN",
        Title = "Appels d’offres : Sénégal",
        Subtitle = "Fournitures & services <TIC>",
        Updated = Instant.FromUtc(2026, 11, 22, 8, 30, 5),
        Author = "Portal of Examples",
        Language = "fr",
        Self = "https://portal.example/fr/opportunities.atom?country=SN&sort=newest",
        Alternate = "https://portal.example/fr/opportunities?country=SN&sort=newest",
        Next = "https://portal.example/fr/opportunities.atom?country=SN&after=x",
        Hub = "https://hub.example/",
    };

    public static FeedEntry Router => new()
    {
        Id = "https://portal.example/n/17",
        Title = "Routeurs et commutateurs",
        Updated = Instant.FromUtc(2026, 11, 22, 8, 30, 5),
        Published = Instant.FromUtc(2026, 11, 2, 23, 5, 0),
        Summary = "Fourniture de 40 routeurs (≥ 10 Gbit/s) < 90 jours",
        Alternate = "https://portal.example/fr/n/17?a=1&b=2",
        Categories =
        [
            new("43222609", "https://portal.example/codes/unspsc", "Routeurs réseau"),
            new("SN"),
        ],
    };

    public static FeedEntry Arabic => new()
    {
        Id = "https://portal.example/n/18",
        Title = "توريد حواسيب ومعدات شبكات",
        Updated = Instant.FromUtc(2026, 11, 21, 0, 0, 0),
        Language = "ar",
        Alternate = "https://portal.example/ar/n/18",
    };

    public static IAsyncEnumerable<FeedEntry> Entries => Of(Router, Arabic);

    public static IAsyncEnumerable<FeedEntry> Of(params FeedEntry[] entries) => entries.ToAsyncEnumerable();

    public static IAsyncEnumerable<FeedEntry> Many(int count) => Enumerable.Range(0, count)
        .Select(n => Router with { Id = $"https://portal.example/n/{n}" }).ToAsyncEnumerable();
}
