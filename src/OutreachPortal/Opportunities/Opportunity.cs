using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Opportunities;

/// <summary>
/// A tender or job: one item of one source. What it says stands in immutable <see cref="Revision"/>s, what became of it
/// in immutable <see cref="Status"/> rows; this row is the present, derived from the newest of both.
/// </summary>
internal sealed class Opportunity
{
    public long Id { get; init; }

    public required string ShortId { get; init; }

    public required string SourceKey { get; init; }

    public required string SourceId { get; init; }

    public required Kind Kind { get; init; }

    public State State { get; internal set; } = State.Draft;

    /// <summary>Number of the revision the public sees.</summary>
    public int Revision { get; internal set; }

    public string Reference { get; internal set; } = "";

    /// <summary>
    /// When the source published it, else when it became public here. Its UTC day decides the country groups for good.
    /// </summary>
    public Instant? Published { get; internal set; }

    public Instant? Deadline { get; internal set; }

    public bool InvitesAnswer { get; internal set; }

    /// <summary>
    /// When the followers of the journal are to be told that it has closed; null where they were, or need not be.
    /// </summary>
    public Instant? ClosingDue { get; private set; }

    public static Opportunity Of(string sourceKey, string sourceId, Kind kind) => new()
    {
        ShortId = Opportunities.ShortId.Of(sourceKey, sourceId),
        SourceKey = sourceKey, SourceId = sourceId, Kind = kind,
    };

    /// <summary>Makes a revision the one that the public sees.</summary>
    public void Show(Revision revision)
    {
        var content = revision.Content;
        Revision = revision.Number;
        Reference = content.Reference;
        Deadline = content.Deadline?.Instant;
        InvitesAnswer = content.InvitesAnswer;
    }

    /// <summary>
    /// To be asked for after every change: the end of what is open is to be told, also where the change itself brings
    /// it; of what is over already nobody hears that it ended.
    /// </summary>
    public void PlanClosing(StandingRules rules, Instant now)
    {
        var end = State == State.Published ? rules.ClosesAt(Deadline, Published, InvitesAnswer) : (Instant?)null;
        if (end is null || end > now) ClosingDue = end;
        else if (ClosingDue > now) ClosingDue = now;
    }
}

/// <summary>
/// What was decided about an opportunity. Open or closed by time is computed from it when somebody asks.
/// </summary>
public enum State
{
    Draft,
    Published,
    Closed,
    Awarded,
    Cancelled,
    Withdrawn,
}

internal sealed class OpportunityMap : IEntityTypeConfiguration<Opportunity>
{
    public void Configure(EntityTypeBuilder<Opportunity> builder)
    {
        builder.ToTable("opportunities");
        builder.HasKey(opportunity => opportunity.Id);
        builder.Property(opportunity => opportunity.Id).HasColumnName("id");
        builder.Property(opportunity => opportunity.ShortId).HasColumnName("short_id");
        builder.Property(opportunity => opportunity.SourceKey).HasColumnName("source_key");
        builder.Property(opportunity => opportunity.SourceId).HasColumnName("source_id");
        builder.Property(opportunity => opportunity.Kind).HasColumnName("kind");
        builder.Property(opportunity => opportunity.State).HasColumnName("state");
        builder.Property(opportunity => opportunity.Revision).HasColumnName("revision");
        builder.Property(opportunity => opportunity.Reference).HasColumnName("reference");
        builder.Property(opportunity => opportunity.Published).HasColumnName("published");
        builder.Property(opportunity => opportunity.Deadline).HasColumnName("deadline");
        builder.Property(opportunity => opportunity.InvitesAnswer).HasColumnName("invites_answer");
        builder.Property(opportunity => opportunity.ClosingDue).HasColumnName("closing_due");
        builder.HasOne<Source>().WithMany().HasForeignKey(opportunity => opportunity.SourceKey)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(opportunity => opportunity.ShortId).IsUnique().HasDatabaseName("ux_opportunities_short_id");
        builder.HasIndex(opportunity => new { opportunity.SourceKey, opportunity.SourceId }).IsUnique()
            .HasDatabaseName("ux_opportunities_source");
        builder.HasIndex(opportunity => opportunity.Deadline).HasDatabaseName("ix_opportunities_deadline");
        builder.HasIndex(opportunity => opportunity.ClosingDue).HasDatabaseName("ix_opportunities_closing_due");
    }
}
