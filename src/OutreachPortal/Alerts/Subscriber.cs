using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Alerts;

/// <summary>
/// Somebody who asked to be told. An address and a language, never a name; after erasure only the row remains, so
/// that what
/// was sent stays explained.
/// </summary>
internal sealed class Subscriber
{
    public required Guid Id { get; init; }

    /// <summary>As typed; null once erased.</summary>
    public string? Email { get; internal set; }

    /// <summary>For comparing: domain as A-label in lower case, local part in lower case.</summary>
    public string? EmailKey { get; internal set; }

    /// <summary>HMAC-SHA256 of the key, hexadecimal: what suppressions are looked up by.</summary>
    public string? EmailMac { get; internal set; }

    public SubscriberState State { get; internal set; } = SubscriberState.Unconfirmed;

    public string Language { get; internal set; } = "";

    /// <summary>IANA id: 08:00 of digests is on these clocks.</summary>
    public string Zone { get; internal set; } = "";

    /// <summary>Raising it ends every link that acts as a login.</summary>
    public int TokenVersion { get; internal set; }

    public required Instant CreatedAt { get; init; }

    public Instant? ConfirmedAt { get; internal set; }

    /// <summary>When they last did anything of their own will: a year later they are asked.</summary>
    public Instant ActedAt { get; internal set; }

    public Instant? KeepAskedAt { get; internal set; }

    public Instant? ErasedAt { get; internal set; }

    /// <summary>
    /// Something was done of their own will: the question whether alerts are wanted is answered with it.
    /// </summary>
    public void Act(Instant now) => (ActedAt, KeepAskedAt) = (now, null);

    /// <summary>The address is theirs: from now on the choices made with this alert hold for all.</summary>
    public void Confirm(Subscription subscription, Instant now)
    {
        if (State == SubscriberState.Unconfirmed) State = SubscriberState.Active;
        ConfirmedAt ??= now;
        Language = subscription.Language;
        Zone = subscription.Zone ?? Zone;
        Act(now);
    }

    /// <summary>Nothing that names the person stays; links that act as a login end.</summary>
    public void Erase(Instant now)
    {
        (Email, EmailKey, EmailMac) = (null, null, null);
        (State, ErasedAt) = (SubscriberState.Erased, now);
        TokenVersion++;
    }
}

internal sealed class SubscriberMap : IEntityTypeConfiguration<Subscriber>
{
    public void Configure(EntityTypeBuilder<Subscriber> builder)
    {
        builder.ToTable("subscribers");
        builder.HasKey(subscriber => subscriber.Id);
        builder.Property(subscriber => subscriber.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(subscriber => subscriber.Email).HasColumnName("email");
        builder.Property(subscriber => subscriber.EmailKey).HasColumnName("email_key");
        builder.Property(subscriber => subscriber.EmailMac).HasColumnName("email_mac");
        builder.Property(subscriber => subscriber.State).HasColumnName("state");
        builder.Property(subscriber => subscriber.Language).HasColumnName("language");
        builder.Property(subscriber => subscriber.Zone).HasColumnName("zone");
        builder.Property(subscriber => subscriber.TokenVersion).HasColumnName("token_version");
        builder.Property(subscriber => subscriber.CreatedAt).HasColumnName("created_at");
        builder.Property(subscriber => subscriber.ConfirmedAt).HasColumnName("confirmed_at");
        builder.Property(subscriber => subscriber.ActedAt).HasColumnName("acted_at");
        builder.Property(subscriber => subscriber.KeepAskedAt).HasColumnName("keep_asked_at");
        builder.Property(subscriber => subscriber.ErasedAt).HasColumnName("erased_at");
        builder.HasIndex(subscriber => subscriber.EmailKey).IsUnique().HasDatabaseName("ux_subscribers_email_key");
        builder.HasIndex(subscriber => subscriber.EmailMac).HasDatabaseName("ix_subscribers_email_mac");
    }
}
