using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Publishing;

/// <summary>
/// Recipe step <c>opportunities</c>: sample or starting content with dates relative to the day of set-up, or what an
/// export copied of another portal. What is there already, known by source and id, is left alone.
/// </summary>
internal sealed class OpportunitiesStep(
    PortalDb db, Publication publication, CurrentAtlas atlas, CurrentCategories categories) : IRecipeStep
{
    public string Name => "opportunities";

    public async Task ApplyAsync(JsonElement step, RecipeRun run, CancellationToken cancellation)
    {
        var file = step.Deserialize<Step>(Columns.Json);
        var entries = file?.Opportunities ?? [];
        var copies = file?.Copies ?? [];
        if (entries.Count + copies.Count == 0
            || await db.Sources.FindAsync([file!.Source], cancellation) is not { } source)
        {
            run.Issues.Add("The step \"opportunities\" needs a registered \"source\" and a list \"opportunities\"; "
                + "nothing was added.");
            return;
        }
        var known = await db.Opportunities.Where(opportunity => opportunity.SourceKey == source.Key)
            .Select(opportunity => opportunity.SourceId).ToListAsync(cancellation);
        var fresh = entries.Where(entry => !known.Contains(entry.Id)).ToList();
        var lists = (Atlas: await atlas.GetAsync(cancellation), Tree: await categories.GetAsync(cancellation));
        foreach (var entry in fresh) Add(entry, source, lists.Atlas, lists.Tree, run);
        var copied = AddCopies(copies, source, known.ToHashSet(), run);
        run.Changes.Add($"opportunities: {fresh.Count + copied} of {entries.Count + copies.Count} added");
        if (!run.Dry) await publication.CommitAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    /// <summary>As they were: the instant of publication and the deadline too.</summary>
    int AddCopies(List<string> copies, Source source, HashSet<string> known, RecipeRun run)
    {
        var (added, by) = (0, $"recipe:{source.Key}");
        foreach (var text in copies)
        {
            if (Copy.FromJson(text) is not { Content: not null, State: not (State.Draft or State.Withdrawn) } copy)
            {
                run.Issues.Add($"A copy of the source \"{source.Key}\" cannot be read; it was left out.");
                continue;
            }
            if (!known.Add(copy.Id)) continue;
            var opportunity = Opportunity.Of(source.Key, copy.Id, copy.Content.Kind);
            publication.Draft(opportunity, copy.Content, copy.Published, by);
            publication.Publish(opportunity, copy.Published, by);
            if (copy.State != State.Published) publication.Move(opportunity, copy.State, by, copy.Why);
            added++;
        }
        return added;
    }

    void Add(Entry entry, Source source, Atlas countries, CategoryTree tree, RecipeRun run)
    {
        foreach (var unknown in entry.Countries.Where(code => countries.Find(code) is null))
            run.Issues.Add($"\"{entry.Id}\" names the country \"{unknown}\", which is not in the list.");
        foreach (var unknown in entry.Categories.Where(code => !tree.Has(code)))
            run.Issues.Add($"\"{entry.Id}\" names the category \"{unknown}\", which is not in the tree.");
        var opportunity = Opportunity.Of(source.Key, entry.Id, entry.Kind);
        var by = $"recipe:{source.Key}";
        var published = entry.Published?.On(publication.Now)?.Instant;
        publication.Draft(opportunity, entry.ToContent(source, publication.Now), published, by);
        publication.Publish(opportunity, published, by);
        if (Enum.TryParse<State>(entry.Status, ignoreCase: true, out var state))
            publication.Move(opportunity, state, by, entry.Why);
    }

    sealed record Step(string? Source, List<Entry>? Opportunities, List<string>? Copies);

    /// <summary>A day counted from the day of set-up, and the hour on a place's clocks.</summary>
    sealed record RelativeDay(int Days, string At, string Zone)
    {
        public Deadline? On(Instant now)
        {
            var time = LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(At);
            if (!time.Success || !Deadline.IsZone(Zone)) return null;
            var today = now.InZone(DateTimeZoneProviders.Tzdb[Zone]).Date;
            return new Deadline(today.PlusDays(Days).At(time.Value), Zone);
        }
    }

    sealed record Entry
    {
        public required string Id { get; init; }
        public required Kind Kind { get; init; }
        public required string Type { get; init; }
        public string? Grade { get; init; }
        public required string Reference { get; init; }
        public required OrganisationName Organisation { get; init; }
        public required string Language { get; init; }
        public required Texts Titles { get; init; }
        public Texts Summaries { get; init; } = [];
        public Texts Bodies { get; init; } = [];
        public List<string> Countries { get; init; } = [];
        public CountryBasis CountryBasis { get; init; }
        public string? Place { get; init; }
        public List<string> Categories { get; init; } = [];
        public List<ClassificationCode> Codes { get; init; } = [];
        public List<int> Sdgs { get; init; } = [];
        public bool Remote { get; init; }
        public Eligibility? Eligibility { get; init; }
        public List<Document> Documents { get; init; } = [];
        public Contact? Contact { get; init; }
        public string? Link { get; init; }
        public RelativeDay? Published { get; init; }
        public RelativeDay? Deadline { get; init; }
        public string? Status { get; init; }
        public string? Why { get; init; }

        public Content ToContent(Source source, Instant now) => new()
        {
            Kind = Kind, Type = Type, Grade = Grade, Reference = Reference,
            Organisation = Organisation, Language = Language,
            Titles = Titles, Summaries = Summaries, Bodies = Bodies, Countries = Countries, CountryBasis = CountryBasis,
            Place = Place, Categories = Categories, Codes = Codes, Sdgs = Sdgs, Remote = Remote,
            Eligibility = Eligibility ?? Opportunities.Eligibility.NotStated, Documents = Documents, Contact = Contact,
            Link = Link is null ? null : new OfficialLink(Link, source.Owns(Link)), Deadline = Deadline?.On(now),
        };
    }
}
