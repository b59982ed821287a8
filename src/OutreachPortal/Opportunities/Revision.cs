using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Opportunities;

/// <summary>
/// One publishing round of an opportunity. A notice that is issued anew under its old reference opens the next one.
/// </summary>
internal sealed class Edition
{
    public long Id { get; init; }

    public required Opportunity Opportunity { get; init; }

    public long OpportunityId { get; init; }

    public int Number { get; init; } = 1;

    public required Instant OpenedAt { get; init; }
}

/// <summary>Immutable content, numbered from 1 within its opportunity in the order in which we learnt of it.</summary>
internal sealed class Revision
{
    Content? _content;

    public long Id { get; init; }

    public required Opportunity Opportunity { get; init; }

    public long OpportunityId { get; init; }

    public required Edition Edition { get; init; }

    public long EditionId { get; init; }

    public required int Number { get; init; }

    /// <summary>When the source said it, where it tells; history is read in this order.</summary>
    public required Instant SaidAt { get; init; }

    public required Instant RecordedAt { get; init; }

    public required string ContentJson { get; init; }

    public required string Digest { get; init; }

    public Content Content => _content ??= Content.FromJson(ContentJson);

    public static Revision Of(Edition edition, int number, Content content, Instant saidAt, Instant recordedAt)
    {
        var json = content.ToJson();
        return new Revision
        {
            Opportunity = edition.Opportunity, Edition = edition, Number = number,
            SaidAt = saidAt, RecordedAt = recordedAt,
            ContentJson = json, Digest = Content.DigestOf(json), _content = content,
        };
    }
}

/// <summary>Immutable: what was decided, about which revision, by whom, when and why.</summary>
internal sealed class Status
{
    public long Id { get; init; }

    public required Opportunity Opportunity { get; init; }

    public long OpportunityId { get; init; }

    public required int Revision { get; init; }

    public required State State { get; init; }

    /// <summary>A person at the desk, or <c>source:key</c>.</summary>
    public required string By { get; init; }

    public required Instant At { get; init; }

    public string? Why { get; init; }
}

internal sealed class EditionMap : IEntityTypeConfiguration<Edition>
{
    public void Configure(EntityTypeBuilder<Edition> builder)
    {
        builder.ToTable("editions");
        builder.HasKey(edition => edition.Id);
        builder.Property(edition => edition.Id).HasColumnName("id");
        builder.Property(edition => edition.OpportunityId).HasColumnName("opportunity_id");
        builder.Property(edition => edition.Number).HasColumnName("number");
        builder.Property(edition => edition.OpenedAt).HasColumnName("opened_at");
        builder.HasOne(edition => edition.Opportunity).WithMany().HasForeignKey(edition => edition.OpportunityId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(edition => new { edition.OpportunityId, edition.Number }).IsUnique()
            .HasDatabaseName("ux_editions_number");
    }
}

internal sealed class RevisionMap : IEntityTypeConfiguration<Revision>
{
    public void Configure(EntityTypeBuilder<Revision> builder)
    {
        builder.ToTable("revisions");
        builder.HasKey(revision => revision.Id);
        builder.Property(revision => revision.Id).HasColumnName("id");
        builder.Property(revision => revision.OpportunityId).HasColumnName("opportunity_id");
        builder.Property(revision => revision.EditionId).HasColumnName("edition_id");
        builder.Property(revision => revision.Number).HasColumnName("number");
        builder.Property(revision => revision.SaidAt).HasColumnName("said_at");
        builder.Property(revision => revision.RecordedAt).HasColumnName("recorded_at");
        builder.Property(revision => revision.ContentJson).HasColumnName("content");
        builder.Property(revision => revision.Digest).HasColumnName("digest");
        builder.Ignore(revision => revision.Content);
        builder.HasOne(revision => revision.Opportunity).WithMany().HasForeignKey(revision => revision.OpportunityId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(revision => revision.Edition).WithMany().HasForeignKey(revision => revision.EditionId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(revision => new { revision.OpportunityId, revision.Number }).IsUnique()
            .HasDatabaseName("ux_revisions_number");
        builder.HasIndex(revision => revision.EditionId).HasDatabaseName("ix_revisions_edition");
    }
}

internal sealed class StatusMap : IEntityTypeConfiguration<Status>
{
    public void Configure(EntityTypeBuilder<Status> builder)
    {
        builder.ToTable("statuses");
        builder.HasKey(status => status.Id);
        builder.Property(status => status.Id).HasColumnName("id");
        builder.Property(status => status.OpportunityId).HasColumnName("opportunity_id");
        builder.Property(status => status.Revision).HasColumnName("revision");
        builder.Property(status => status.State).HasColumnName("state");
        builder.Property(status => status.By).HasColumnName("by");
        builder.Property(status => status.At).HasColumnName("at");
        builder.Property(status => status.Why).HasColumnName("why");
        builder.HasOne(status => status.Opportunity).WithMany().HasForeignKey(status => status.OpportunityId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(status => status.OpportunityId).HasDatabaseName("ix_statuses_opportunity");
    }
}
