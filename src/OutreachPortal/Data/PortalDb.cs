using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Countries;
using OutreachPortal.Importing;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Data;

/// <summary>
/// The table of contents of the house: the one place of Data that names other rooms.
/// The mapping of a noun stays in its room (<c>…Map.cs</c>).
/// </summary>
internal sealed class PortalDb(DbContextOptions<PortalDb> options) : DbContext(options)
{
    public DbSet<DatabaseIdentity> Identities => Set<DatabaseIdentity>();
    public DbSet<Lease> Leases => Set<Lease>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();
    public DbSet<Country> Countries => Set<Country>();
    public DbSet<CountryGroup> CountryGroups => Set<CountryGroup>();
    public DbSet<GroupMembership> GroupMemberships => Set<GroupMembership>();
    public DbSet<Category> Categories => Set<Category>();
    public DbSet<Classification> Classifications => Set<Classification>();
    public DbSet<Source> Sources => Set<Source>();
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Opportunity> Opportunities => Set<Opportunity>();
    public DbSet<Edition> Editions => Set<Edition>();
    public DbSet<Revision> Revisions => Set<Revision>();
    public DbSet<Status> Statuses => Set<Status>();
    public DbSet<JournalHead> JournalHeads => Set<JournalHead>();
    public DbSet<JournalEntry> Journal => Set<JournalEntry>();
    public DbSet<Receipt> Receipts => Set<Receipt>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<DeliveryAttempt> DeliveryAttempts => Set<DeliveryAttempt>();
    public DbSet<Suppression> Suppressions => Set<Suppression>();
    public DbSet<ProviderEvent> ProviderEvents => Set<ProviderEvent>();
    public DbSet<MailSecret> MailSecrets => Set<MailSecret>();
    public DbSet<Subscriber> Subscribers => Set<Subscriber>();
    public DbSet<SharedCriteria> SharedCriteria => Set<SharedCriteria>();
    public DbSet<Subscription> Subscriptions => Set<Subscription>();
    public DbSet<UnsubscribeToken> UnsubscribeTokens => Set<UnsubscribeToken>();
    public DbSet<Obligation> Obligations => Set<Obligation>();
    public DbSet<MatchedEntry> MatchedEntries => Set<MatchedEntry>();
    public DbSet<DigestRun> DigestRuns => Set<DigestRun>();
    public DbSet<DayTotal> DayTotals => Set<DayTotal>();
    public DbSet<SignUp> SignUps => Set<SignUp>();
    public DbSet<Vote> Votes => Set<Vote>();

    /// <summary>
    /// Saves a list that a recipe brought. Where it changed anything, the index of every process is asked to be made
    /// anew: groups and categories are written into its documents.
    /// </summary>
    public async Task SaveListAsync(RecipeRun run, string what, CancellationToken cancellation)
    {
        var changed = ChangeTracker.Entries().Count(entry => entry.State is not EntityState.Unchanged);
        run.Changes.Add($"{what}: {changed} changed");
        if (changed > 0 && !run.Dry)
        {
            (await Identities.SingleAsync(cancellation)).AskForNewIndex();
            await SaveChangesAsync(cancellation);
        }
        ChangeTracker.Clear();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PortalDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Instant>().HaveConversion<InstantColumn>();
        configurationBuilder.Properties<LocalDate>().HaveConversion<LocalDateColumn>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }
}
