namespace OutreachPortal.Mail;

/// <summary>What the post must know of an address before a letter goes there.</summary>
internal sealed class AddressBook(AddressHash hash, AllowedRecipients allowed, IMailTransport transport)
{
    /// <summary>An address that was good when it was typed and is not now is a fault of the letter.</summary>
    public EmailAddress Read(string typed) =>
        EmailAddress.Read(typed, transport.Abilities.Utf8Addresses) as EmailAddress
        ?? throw new InvalidOperationException("The address of the letter cannot be written to.");

    public string HashOf(EmailAddress address) => hash.Of(address.Key);

    public bool MayWriteTo(EmailAddress address) => allowed.Contains(address);
}
