using NodaTime;

namespace OutreachPortal.Exchange.Tests;

public sealed class OcdsReleaseTests
{
    static OcdsRelease Of(string json) => Assert.Single(Some.Read(json)).Value!;

    static OcdsTender Tender(string json) => Of("{\"ocid\":\"o\",\"tender\":" + json + "}").Tender!;

    [Fact]
    public void Nulls_wrong_shapes_and_numbers_as_strings_survive()
    {
        var tender = Tender("""{"id":7,"title":null,"value":{"amount":"1250.50","currency":"KES"},"items":{"id":1,"quantity":"3"},"documents":"none","tenderPeriod":[],"status":5}""");

        Assert.Equal("7", tender.Id);
        Assert.False(tender.Title.HasAny);
        Assert.Equal(new OcdsValue(1250.50m, "KES"), tender.Value);
        Assert.Equal(3, Assert.Single(tender.Items).Quantity);
        Assert.Null(tender.TenderPeriodEnd);
    }

    [Fact]
    public void Numbers_beyond_any_type_are_left_out() => Assert.Null(Tender("""{"value":{"amount":1e400}}""").Value);

    [Fact]
    public void OCDS_1_0_names_are_read()
    {
        var release = Of("""{"ocid":"o","releaseID":"r","releaseTag":"tender","tender":{},"buyer":{"identifier":{"legalName":"Ministry"},"address":{"countryName":"Peru"}}}""");

        Assert.Equal(("r", "tender", "Ministry", "Peru"),
            (release.Id, release.Tags[0], release.Buyer!.Name, release.Buyer.CountryName));
    }

    [Fact]
    public void A_buyer_is_completed_from_the_parties_by_id_or_role()
    {
        const string Parties = """ "parties":[{"id":"1","name":"City of Nakuru","roles":["buyer"],"address":{"countryName":"Kenya","country":"KE"},"contactPoint":{"email":"bids@example.org"}}]""";

        var byId = Of("{\"ocid\":\"o\"," + Parties + ",\"buyer\":{\"id\":1,\"name\":\"Nakuru\"}}").Buyer!;
        var byRole = Of("{\"ocid\":\"o\"," + Parties + "}").Buyer!;

        Assert.Equal(("Nakuru", "Kenya", "KE", "bids@example.org"),
            (byId.Name, byId.CountryName, byId.CountryCode, byId.ContactEmail));
        Assert.Equal("City of Nakuru", byRole.Name);
    }

    [Fact]
    public void Texts_in_other_languages_stand_beside_the_first()
    {
        var title = Tender("""{"title":"Routers","title_fr":"Routeurs","title_zh-Hans":"路由器","title_":"x","titles":"y"}""").Title;

        Assert.Equal("Routers", title.Text);
        Assert.Equal("fr=Routeurs zh=路由器", string.Join(' ', title.Others.Select(o => $"{o.Key}={o.Value}")));
    }

    [Theory]
    [InlineData("EN", "en"), InlineData("en-GB", "en"), InlineData("English", "en"), InlineData("md", "ro"),
        InlineData("HY", "hy")]
    [InlineData("zh_CN", "zh"), InlineData("ua", "uk"), InlineData("Español", "es"), InlineData("", null),
        InlineData("not a language", null)]
    public void Languages_come_out_as_ISO_639_1(string written, string? code) =>
        Assert.Equal(code, LanguageCode.Of(written));

    [Fact]
    public void Codes_in_a_description_without_id_are_taken_out_of_it()
    {
        var tender = Tender("""{"items":[{"classification":{"scheme":"GSIN","description":"D302A: Informatics, Services, N7030: ADP Software, B: Studies"}}]}""");

        Assert.Equal(
            [new("GSIN", "D302A", "Informatics, Services"), new("GSIN", "N7030", "ADP Software"),
                new("GSIN", "B", "Studies")],
            tender.Codes);
        Assert.Equal([new OcdsCode(null, null, "SUPPORT: none")], Tender("""{"classification":{"description":"SUPPORT: none"}}""").Codes);
    }

    [Fact]
    public void Places_of_delivery_are_gathered_from_wherever_they_stand()
    {
        var tender = Tender("""{"items":[{"deliveryAddresses":[{"countryName":"Kenya"},{"region":"Coast"}]},{"deliveryAddress":{"countryName":"Uganda"}},{"deliveryAddress":{"countryName":"Kenya"}}],"deliveryLocation":{"address":{"country":"RW"}}}""");

        Assert.Equal(["RW", "Kenya", null, "Uganda"], tender.Places.Select(p => p.Name));
    }

    [Fact]
    public void Awards_and_dates_are_known()
    {
        var release = Of("""{"ocid":"o","date":"2014-03-25","awards":[{"id":1}]}""");

        Assert.True(release.HasAwards);
        Assert.False(release.HasTender);
        Assert.Equal(Instant.FromUtc(2014, 3, 25, 0, 0), release.Date.AsUtc());
    }
}
