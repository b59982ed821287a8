using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/en")]
    [InlineData("/fr/opportunities?q=fibre%20optique&from=SN#results")]
    public void An_address_of_this_portal_is_gone_on_to(string address) =>
        Assert.Equal(address, LocalAddress.Of(address));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("en"), InlineData("//evil.example"), InlineData("/\\evil.example")]
    [InlineData("https://evil.example"), InlineData("%2F%2Fevil.example"), InlineData("/%2Fevil.example")]
    [InlineData("/%5Cevil.example"), InlineData("/\r\nSet-Cookie: a=b"), InlineData("/%0d%0aSet-Cookie:a=b")]
    [InlineData("/\t/evil.example"), InlineData("javascript:alert(1)")]
    public void Any_other_is_nothing(string? address) => Assert.Null(LocalAddress.Of(address));
}
