using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>One line of what is bought.</summary>
/// <param name="Id">Also when it was written as a number.</param>
/// <param name="Description">In the release's language and others.</param>
/// <param name="Classification">Its main code.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Unit">Of what.</param>
public sealed record OcdsItem(
    string? Id, LocalText Description, OcdsCode? Classification, decimal? Quantity, string? Unit)
{
    internal static OcdsItem Of(JsonElement item) => new(
        item.Text("id"),
        LocalText.Of(item, "description"),
        OcdsCode.Of(item.At("classification")),
        item.Number("quantity"),
        item.At("unit").Text("name"));
}

/// <summary>A country that a file names for a delivery, and where it said so.</summary>
/// <param name="Name">What the publisher wrote, in any language, or a code.</param>
/// <param name="Region">The region beside it; where no country is named, all there is.</param>
public sealed record OcdsPlace(string? Name, string? Region)
{
    /// <summary>
    /// Every distinct place of delivery of a tender, over all its items and lots, at most <paramref name="limit"/>.
    /// </summary>
    internal static IReadOnlyList<OcdsPlace> Of(JsonElement tender, int limit) =>
        [.. Owners(tender).SelectMany(Places).Where(p => p != new OcdsPlace(null, null)).Distinct().Take(limit)];

    static IEnumerable<JsonElement> Owners(JsonElement tender) =>
        [tender, tender.At("contractPeriod"), .. tender.List("items"), .. tender.List("lots")];

    static IEnumerable<OcdsPlace> Places(JsonElement owner) =>
        owner.List("deliveryAddresses")
            .Concat(owner.List("deliveryAddress"))
            .Concat(owner.List("deliveryLocations").SelectMany(WithAddress))
            .Concat(owner.List("deliveryLocation").SelectMany(WithAddress))
            .Concat(owner.List("placeOfPerformance").SelectMany(WithAddress))
            .Select(a => new OcdsPlace(
                a.Text("countryName") ?? a.Text("country") ?? a.Text("countryCode"), a.Text("region")));

    static IEnumerable<JsonElement> WithAddress(JsonElement place) => [place, place.At("address")];
}
