using NodaTime;

namespace OutreachPortal.Mail;

internal enum MailTransport
{
    Folder,
    Smtp,
    SendGrid,
}

/// <summary>What is done with a letter of which nobody can say whether it arrived.</summary>
internal enum DoubtPolicy
{
    /// <summary>Send it again: a lost tender costs more than a second letter.</summary>
    PreferDuplicate,

    /// <summary>Leave it.</summary>
    PreferSilence,
}

/// <summary>Section <c>Mail</c> of the settings.</summary>
internal sealed class MailOptions
{
    public const string Section = "Mail";

    public MailTransport Transport { get; set; } = MailTransport.Folder;

    /// <summary><c>alerts@host</c> or <c>Name &lt;alerts@host&gt;</c>; its host names letters and lists.</summary>
    public string From { get; set; } = "Outreach Portal <alerts@outreach.localhost>";

    /// <summary>Addresses and domains (<c>@example.org</c>) that get real letters; empty means everybody.</summary>
    public string AllowedRecipients { get; set; } = "";

    /// <summary>Hexadecimal; empty means bytes that are made once and kept in the database.</summary>
    public string HashKey { get; set; } = "";

    /// <summary>Letters a second, of all processes on one database together.</summary>
    public int Rate { get; set; } = 300;

    /// <summary>How many letters a postman takes at once.</summary>
    public int Batch { get; set; } = 100;

    /// <summary>How long a postman may take for what he took.</summary>
    public int LeaseSeconds { get; set; } = 120;

    /// <summary>How long one call to the outside may take.</summary>
    public int CallSeconds { get; set; } = 20;

    public DoubtPolicy Doubt { get; set; } = DoubtPolicy.PreferDuplicate;

    /// <summary>How long a letter in doubt waits for a report before the policy decides.</summary>
    public int QuarantineMinutes { get; set; } = 10;

    public SmtpOptions Smtp { get; set; } = new();

    public SendGridOptions SendGrid { get; set; } = new();

    public Duration Lease => Duration.FromSeconds(LeaseSeconds);

    public Duration Call => Duration.FromSeconds(CallSeconds);

    public Duration Quarantine => Duration.FromMinutes(QuarantineMinutes);
}

internal enum SmtpTls
{
    /// <summary>STARTTLS, or nothing leaves.</summary>
    Required,

    /// <summary>TLS from the first byte, usually port 465.</summary>
    Implicit,

    /// <summary>A relay on this machine.</summary>
    None,
}

internal sealed class SmtpOptions
{
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    public SmtpTls Tls { get; set; } = SmtpTls.Required;

    /// <summary>A Maildir into which the relay puts letters to bounce+…@host; empty: nowhere.</summary>
    public string Bounces { get; set; } = "";

    /// <summary>
    /// A PEM file: whom to believe about the relay's certificate beside the machine's own authorities.
    /// </summary>
    public string Authority { get; set; } = "";
}

internal sealed class SendGridOptions
{
    public string BaseUrl { get; set; } = "https://api.sendgrid.com";

    public string ApiKey { get; set; } = "";

    /// <summary>Public key of the event webhook, base64 as the provider's page shows it.</summary>
    public string WebhookKey { get; set; } = "";

    /// <summary>The provider checks every request and sends nothing.</summary>
    public bool Sandbox { get; set; }
}
