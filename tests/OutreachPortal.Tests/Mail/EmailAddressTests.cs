using OutreachPortal.Mail;

namespace OutreachPortal.Tests.Mail;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("name@example.org", "name@example.org", "name@example.org")]
    [InlineData("  name@example.org\t ", "name@example.org", "name@example.org")]
    [InlineData("O'Brien+x@EX.org", "O'Brien+x@ex.org", "o'brien+x@ex.org")]
    [InlineData("anna.maria@sub.Domain-1.example", "anna.maria@sub.domain-1.example", "anna.maria@sub.domain-1.example")]
    [InlineData("buyer@例子.org", "buyer@xn--fsqu00a.org", "buyer@xn--fsqu00a.org")]
    [InlineData("Info@MÜNCHEN.example", "Info@xn--mnchen-3ya.example", "info@xn--mnchen-3ya.example")]
    public void An_address_is_kept_as_typed_with_its_domain_in_ascii(string text, string typed, string key) =>
        Assert.Equal(new EmailAddress(typed, key), EmailAddress.Read(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("name")]
    [InlineData("@example.org")]
    [InlineData("name@")]
    [InlineData("name@@example.org")]
    [InlineData("a@b@example.org")]
    [InlineData("a@example.org,b@example.org")]
    [InlineData("a@example.org b@example.org")]
    [InlineData("a@b")]
    [InlineData("name@example.org\r\nBcc: x@y.org")]
    [InlineData("na\rme@example.org")]
    [InlineData("na\nme@example.org")]
    [InlineData("na\0me@example.org")]
    [InlineData("\"a\r\nRCPT TO:<x>\"@b.org")]
    [InlineData("\"quoted\"@example.org")]
    [InlineData("<a@b.org>")]
    [InlineData("Name <name@example.org>")]
    [InlineData("name@[192.0.2.1]")]
    [InlineData("name@192.0.2.1")]
    [InlineData(".name@example.org")]
    [InlineData("name.@example.org")]
    [InlineData("na..me@example.org")]
    [InlineData("na(comment)me@example.org")]
    [InlineData("name@-example.org")]
    [InlineData("name@example-.org")]
    [InlineData("name@exa_mple.org")]
    [InlineData("name@example..org")]
    [InlineData("name@example.org.")]
    [InlineData("name@exam ple.org")]
    [InlineData("name@example.org\u2028")]
    [InlineData("na\ud800me@example.org")]
    public void What_nobody_would_give_as_an_address_is_refused(string? text) =>
        Assert.Equal(new AddressRefused(AddressProblem.Malformed), EmailAddress.Read(text, utf8: true));

    [Fact]
    public void An_address_is_no_longer_than_mail_allows()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 3)) + ".example"; // 190 characters

        Assert.IsType<EmailAddress>(EmailAddress.Read(new string('l', 64) + "@example.org"));
        Assert.IsType<AddressRefused>(EmailAddress.Read(new string('l', 65) + "@example.org"));
        Assert.IsType<EmailAddress>(EmailAddress.Read(new string('l', 63) + "@" + domain));
        Assert.IsType<AddressRefused>(EmailAddress.Read(new string('l', 64) + "@" + domain));
        Assert.IsType<AddressRefused>(EmailAddress.Read($"name@{new string('d', 64)}.org"));
    }

    [Fact]
    public void Letters_beyond_ascii_before_the_at_need_a_transport_that_carries_them()
    {
        Assert.Equal(new AddressRefused(AddressProblem.NeedsUtf8), EmailAddress.Read("用户@例子.org"));
        Assert.Equal(new EmailAddress("用户@xn--fsqu00a.org", "用户@xn--fsqu00a.org"), EmailAddress.Read("用户@例子.org", utf8: true));
    }

    [Fact]
    public void Accents_written_in_two_ways_are_one_address() => Assert.Equal(
        EmailAddress.Read("jose\u0301@example.org", utf8: true), EmailAddress.Read("jos\u00e9@example.org", utf8: true));
}
