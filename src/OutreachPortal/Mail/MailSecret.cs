using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// Random bytes that all processes on one database share, made by the first that needs them: with a key in each
/// machine's settings, two machines would know different suppressions.
/// </summary>
internal sealed class MailSecret
{
    public required string Name { get; init; }

    public required byte[] Bytes { get; init; }

    public required Instant CreatedAt { get; init; }

    public static byte[] Read(IDbContextFactory<PortalDb> databases, TimeProvider clock, string name)
    {
        using var db = databases.CreateDbContext();
        return Find(db, name) ?? Make(db, clock, name);
    }

    static byte[]? Find(PortalDb db, string name) =>
        db.MailSecrets.AsNoTracking().SingleOrDefault(secret => secret.Name == name)?.Bytes;

    static byte[] Make(PortalDb db, TimeProvider clock, string name)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        db.MailSecrets.Add(new MailSecret { Name = name, Bytes = RandomNumberGenerator.GetBytes(32), CreatedAt = now });
        try
        {
            db.SaveChanges();
        }
        catch (DbUpdateException) when (Find(db, name) is not null)
        {
            // Another process was faster: its bytes are the ones.
        }
        return Find(db, name)!;
    }
}

internal sealed class MailSecretMap : IEntityTypeConfiguration<MailSecret>
{
    public void Configure(EntityTypeBuilder<MailSecret> builder)
    {
        builder.ToTable("mail_secrets");
        builder.HasKey(secret => secret.Name);
        builder.Property(secret => secret.Name).HasColumnName("name").ValueGeneratedNever();
        builder.Property(secret => secret.Bytes).HasColumnName("bytes");
        builder.Property(secret => secret.CreatedAt).HasColumnName("created_at");
    }
}
