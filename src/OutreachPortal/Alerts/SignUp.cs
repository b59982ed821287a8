using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Alerts;

/// <summary>
/// That a letter was asked for by a form: what the limits of sign-up count. No address, only its keyed hash, for a day.
/// </summary>
internal sealed class SignUp
{
    public long Id { get; init; }

    public required string Mac { get; init; }

    /// <summary>Keyed hash of the /24 or /56 it came from.</summary>
    public required string Network { get; init; }

    public required Instant At { get; init; }

    /// <summary>When its letter may leave; null where none was written.</summary>
    public Instant? LeavesAt { get; init; }
}

internal sealed class SignUpMap : IEntityTypeConfiguration<SignUp>
{
    public void Configure(EntityTypeBuilder<SignUp> builder)
    {
        builder.ToTable("sign_ups");
        builder.HasKey(signUp => signUp.Id);
        builder.Property(signUp => signUp.Id).HasColumnName("id");
        builder.Property(signUp => signUp.Mac).HasColumnName("mac");
        builder.Property(signUp => signUp.Network).HasColumnName("network");
        builder.Property(signUp => signUp.At).HasColumnName("at");
        builder.Property(signUp => signUp.LeavesAt).HasColumnName("leaves_at");
        builder.HasIndex(signUp => new { signUp.Mac, signUp.At }).HasDatabaseName("ix_sign_ups_mac_at");
        builder.HasIndex(signUp => new { signUp.Network, signUp.At }).HasDatabaseName("ix_sign_ups_network_at");
        builder.HasIndex(signUp => signUp.At).HasDatabaseName("ix_sign_ups_at");
        builder.HasIndex(signUp => signUp.LeavesAt).HasDatabaseName("ix_sign_ups_leaves_at");
    }
}
