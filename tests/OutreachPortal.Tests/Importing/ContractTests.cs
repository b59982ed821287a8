using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Importing;

/// <summary>The sentences of the contract on importing, one by one.</summary>
public sealed class ContractTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_second_run_creates_and_updates_nothing(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var file = desk.File("a.json", Releases.Package(
            Releases.One(), Releases.One("ocds-abc123-2", tag: "contract", status: "complete")));

        Assert.Equal("2 = 2 + 0 + 0 + 0 + 0", (await desk.ImportAsync("ocds", file)).Counts);
        Assert.Equal("2 = 0 + 0 + 2 + 0 + 0", (await desk.ImportAsync("ocds", file)).Counts);
    }

    [Fact]
    public async Task An_unknown_source_is_registered_untrusted_with_the_zone_of_the_country()
    {
        await using var desk = await Desk.OpenAsync();

        await desk.ImportAsync("ocds", desk.File("a.json", Releases.Package(Releases.One(deadline: "2026-12-20"))));

        var source = await desk.House.AskAsync(db => db.Sources.SingleAsync(source => source.Key == "ocds-abc123"));
        Assert.Equal(
            ("A publisher nobody knows", false, "country", 0),
            (source.Name, source.Trusted, source.Zone, source.LinkHosts.Count));
        Assert.Equal(
            new Deadline(new LocalDateTime(2026, 12, 20, 23, 59), "Africa/Nairobi"),
            (await desk.ContentAsync("ocds-abc123-1")).Deadline);
    }

    [Theory, InlineData("usajobs"), InlineData("ted")]
    public async Task A_key_that_nobody_registered_works_for_every_format(string format)
    {
        await using var desk = await Desk.OpenAsync();
        var line =
            """
            {"control_number":1,"id":"000001-2020","position_title":"Clerk","title":"Clerk",
             "date_pub":"20200101"}
            """.ReplaceLineEndings(" ");

        Assert.Equal(
            "1 = 1 + 0 + 0 + 0 + 0",
            (await desk.ImportAsync(format, desk.File("a.jsonl", line), source: "new-source")).Counts);

        Assert.Equal("new-source", (await desk.ItemsAsync()).Single().SourceKey);
        Assert.NotNull((await desk.ImportAsync(format, desk.Folder, source: "No key!")).Failure);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_dry_run_counts_like_the_real_one_and_writes_nothing(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var later = Enumerable.Range(0, 250)
            .Select(n => Releases.One($"ocds-abc123-{n % 240}", $"r{n}", $"2026-01-{1 + (n % 28):00}T00:00:00Z"));
        desk.File("a.json", Releases.Package([.. later]));
        desk.File("b.json", Releases.Package(
            Releases.One("ocds-abc123-3", "late", "2025-12-01T00:00:00Z"),
            Releases.One("ocds-abc123-4", "new", "2026-03-01T00:00:00Z", "Other")));

        var dry = await desk.ImportAsync("ocds", desk.Folder, dry: true);

        Assert.Empty(await desk.ItemsAsync());
        Assert.False(await desk.House.AskAsync(db => db.Sources.AnyAsync(source => source.Key == "ocds-abc123")));
        Assert.False(await desk.House.AskAsync(db => db.Organisations.AnyAsync()));
        Assert.False(await desk.House.AskAsync(db => db.Receipts.AnyAsync()));
        Assert.Equal(dry.Counts, (await desk.ImportAsync("ocds", desk.Folder)).Counts);
    }

    [Fact]
    public async Task Drafts_become_public_when_the_same_records_come_with_publish()
    {
        await using var desk = await Desk.OpenAsync();
        var file = desk.File("a.json", Releases.Package(Releases.One()));

        await desk.ImportAsync("ocds", file, publish: false);
        Assert.Equal(
            (State.Draft, null),
            ((await desk.ItemsAsync()).Single().State, (await desk.ItemsAsync()).Single().Published));
        Assert.Equal("1 = 0 + 1 + 0 + 0 + 0", (await desk.ImportAsync("ocds", file)).Counts);

        var item = (await desk.ItemsAsync()).Single();
        Assert.Equal((State.Published, Instant.FromUtc(2026, 1, 10, 8, 0)), (item.State, item.Published!.Value));
        Assert.Equal("1 = 0 + 0 + 1 + 0 + 0", (await desk.ImportAsync("ocds", file)).Counts);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_late_older_release_becomes_history_and_moves_the_day_of_publication(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        await desk.ImportAsync("ocds", desk.File("new.json", Releases.Package(
            Releases.One(id: "r2", date: "2026-02-01T00:00:00Z", title: "New title"))));

        var old = Releases.Package(Releases.One(id: "r1", date: "2026-01-01T00:00:00Z", title: "Old title"));
        Assert.Equal("1 = 0 + 1 + 0 + 0 + 0", (await desk.ImportAsync("ocds", desk.File("old.json", old))).Counts);

        Assert.Equal("New title", (await desk.ContentAsync("ocds-abc123-1")).Titles["en"]);
        Assert.Equal(Instant.FromUtc(2026, 1, 1, 0, 0), (await desk.ItemsAsync()).Single().Published!.Value);
        var history = await desk.House.AskAsync(db => db.Revisions.OrderBy(revision => revision.SaidAt).ToListAsync());
        Assert.Equal(["Old title", "New title"], history.Select(revision => revision.Content.Titles["en"]));
    }

    [Theory]
    [InlineData("withdrawn", "award", State.Withdrawn)]
    [InlineData("cancelled", "award", State.Cancelled)]
    [InlineData("complete", "award", State.Awarded)]
    [InlineData("complete", "tender", State.Closed)]
    [InlineData("unsuccessful", "tender", State.Closed)]
    [InlineData("active", "contractAmendment", State.Awarded)]
    [InlineData("active", "tender", State.Published)]
    public async Task Withdrawn_comes_before_cancelled_awarded_and_closed(string status, string tag, State state)
    {
        await using var desk = await Desk.OpenAsync();

        await desk.ImportAsync("ocds", desk.File("a.json", Releases.Package(Releases.One(status: status, tag: tag))));

        Assert.Equal(state, (await desk.ItemsAsync()).Single().State);
    }

    [Fact]
    public async Task A_plan_invites_no_answer_and_a_contract_without_tender_is_skipped()
    {
        await using var desk = await Desk.OpenAsync();
        var contract = """{"ocid":"ocds-abc123-9","id":"c","date":"2026-01-01T00:00:00Z","tag":["contract"]"""
            + ""","contracts":[{"id":"1"}]}""";

        var run = await desk.ImportAsync("ocds", desk.File("a.json", Releases.Package(
            Releases.One(status: "planned"), contract)));

        Assert.Equal("2 = 1 + 0 + 0 + 1 + 0", run.Counts);
        Assert.False((await desk.ItemsAsync()).Single().InvitesAnswer);
    }

    [Fact]
    public async Task Two_records_with_one_id_that_contradict_are_named_both()
    {
        await using var desk = await Desk.OpenAsync();

        var run = await desk.ImportAsync("ocds", desk.File("a.json", Releases.Package(
            Releases.One(), Releases.One(title: "Another"), Releases.One())));

        Assert.Equal("3 = 1 + 0 + 1 + 0 + 1", run.Counts);
        var issue = Assert.Single(run.Issues, issue => issue.Severity == "error");
        Assert.Equal(("a.json", "release 2"), (issue.File, issue.Position));
        Assert.Contains("release 1", issue.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_that_cannot_be_read_or_has_no_zone_rejects_the_record()
    {
        await using var desk = await Desk.OpenAsync();

        var run = await desk.ImportAsync("ocds", desk.File("a.json", Releases.Package(
            Releases.One("ocds-abc123-1", deadline: "soon"),
            Releases.One("ocds-abc123-2", deadline: "2026-12-01", country: "Atlantis"),
            Releases.One("ocds-abc123-3", deadline: null))));

        Assert.Equal("3 = 1 + 0 + 0 + 0 + 2", run.Counts);
        Assert.Contains("\"soon\" is no date that can be read", run.Errors, StringComparison.Ordinal);
        Assert.Contains("no time zone", run.Errors, StringComparison.Ordinal);
        Assert.Contains("\"Atlantis\" is not a country we know", run.Warnings, StringComparison.Ordinal);
        Assert.Null((await desk.ContentAsync("ocds-abc123-3")).Deadline);
    }

    [Fact]
    public async Task The_place_of_delivery_counts_before_the_buyer_and_the_basis_is_kept()
    {
        await using var desk = await Desk.OpenAsync();
        var delivered = Releases.One(
            "ocds-abc123-1", more: ""","items":[{"id":"1","deliveryAddress":{"countryName":"Viet Nam"}}]""");

        await desk.ImportAsync("ocds", desk.File("a.json", Releases.Package(delivered, Releases.One("ocds-abc123-2"))));

        var (first, second) = (await desk.ContentAsync("ocds-abc123-1"), await desk.ContentAsync("ocds-abc123-2"));
        Assert.Equal((CountryBasis.Stated, "VN"), (first.CountryBasis, Assert.Single(first.Countries)));
        Assert.Equal((CountryBasis.Buyer, "KE"), (second.CountryBasis, Assert.Single(second.Countries)));
    }

    [Fact]
    public async Task Only_ict_leaves_out_what_is_not_and_a_foreign_link_is_kept_as_text()
    {
        await using var desk = await Desk.OpenAsync();
        var roads = Releases.One("ocds-abc123-2", title: "Repair of a road");
        var linked = Releases.One(
            "ocds-abc123-1", title: "Computer software", more: ""","url":"https://elsewhere.example/1" """);

        var run = await desk.ImportAsync("ocds", desk.File("a.json", Releases.Package(linked, roads)), ict: true);

        Assert.Equal("2 = 1 + 0 + 0 + 1 + 0", run.Counts);
        Assert.Equal(
            new OfficialLink("https://elsewhere.example/1", Trusted: false),
            (await desk.ContentAsync("ocds-abc123-1")).Link);
        Assert.Contains("it is shown as text", run.Warnings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_broken_off_is_finished_by_the_next_one()
    {
        await using var whole = await Desk.OpenAsync();
        await using var broken = await Desk.OpenAsync();
        var text = Releases.Package([.. Enumerable.Range(0, 700).Select(n =>
            Releases.One($"ocds-abc123-{n % 650}", $"r{n}", $"2026-{1 + (n % 12):00}-01T00:00:00Z", $"Title {n}"))]);
        await whole.ImportAsync("ocds", whole.File("a.json", text));
        var file = broken.File("a.json", text);
        using var stop = new CancellationTokenSource();
        var progress = new StopAfter(2, stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => progress.ImportAsync(broken, file));
        Assert.Equal(400, (await broken.ItemsAsync()).Count);

        await broken.ImportAsync("ocds", file);

        static object Facts(Opportunity item) =>
            (item.SourceId, item.State, item.Revision, item.Published, item.Deadline);
        Assert.Equal((await whole.ItemsAsync()).Select(Facts), (await broken.ItemsAsync()).Select(Facts));
        Assert.Equal(
            await whole.House.AskAsync(db => db.Revisions.CountAsync()),
            await broken.House.AskAsync(db => db.Revisions.CountAsync()));
    }
}
