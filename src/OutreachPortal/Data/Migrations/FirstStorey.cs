using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OutreachPortal.Data.Migrations;

/// <summary>Countries, categories, sources, opportunities with their history, and the journal.</summary>
[DbContext(typeof(PortalDb))]
[Migration("20261122_FirstStorey")]
internal sealed class FirstStorey : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Identity(migrationBuilder);
        Countries(migrationBuilder);
        Registers(migrationBuilder);
        Opportunities(migrationBuilder);
        History(migrationBuilder);
        JournalTables(migrationBuilder);
        Receipts(migrationBuilder);
    }

    static void Identity(MigrationBuilder migration)
    {
        migration.CreateTable("database_identity", table => new
        {
            row = table.Column<int>(nullable: false),
            id = table.Column<Guid>(nullable: false),
            index_generation = table.Column<int>(nullable: false),
            set_up_at = table.Column<long>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_database_identity", x => x.row));
    }

    static void Countries(MigrationBuilder migration)
    {
        migration.CreateTable("countries", table => new
        {
            code = table.Column<string>(nullable: false),
            listed = table.Column<bool>(nullable: false),
            iso3 = table.Column<string>(nullable: true),
            m49 = table.Column<string>(nullable: true),
            names = table.Column<string>(nullable: false),
            zones = table.Column<string>(nullable: false),
            main_zone = table.Column<string>(nullable: true),
            aliases = table.Column<string>(nullable: false),
            superseded_by = table.Column<string>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_countries", x => x.code));
        migration.CreateTable("country_groups", table => new
        {
            code = table.Column<string>(nullable: false),
            position = table.Column<int>(nullable: false),
            names = table.Column<string>(nullable: false),
            short_names = table.Column<string>(nullable: false),
            source = table.Column<string>(nullable: false),
        }, constraints: table => table.PrimaryKey("pk_country_groups", x => x.code));
        migration.CreateTable("group_memberships", table => new
        {
            id = Keys.Key(table),
            group_code = table.Column<string>(nullable: false),
            country_code = table.Column<string>(nullable: false),
            valid_from = table.Column<string>(nullable: true),
            valid_until = table.Column<string>(nullable: true),
            source = table.Column<string>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_group_memberships", x => x.id);
            table.ForeignKey("fk_group_memberships_group", x => x.group_code, "country_groups", "code",
                onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_group_memberships_country", x => x.country_code, "countries", "code",
                onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex(
            "ix_group_memberships_group_country", "group_memberships", ["group_code", "country_code"]);
        migration.CreateIndex("ix_group_memberships_country", "group_memberships", "country_code");
    }

    static void Registers(MigrationBuilder migration)
    {
        migration.CreateTable("categories", table => new
        {
            code = table.Column<string>(nullable: false),
            parent = table.Column<string>(nullable: true),
            position = table.Column<int>(nullable: false),
            labels = table.Column<string>(nullable: false),
            words = table.Column<string>(nullable: false),
            superseded_by = table.Column<string>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_categories", x => x.code));
        migration.CreateTable("classifications", table => new
        {
            scheme = table.Column<string>(nullable: false),
            prefix = table.Column<string>(nullable: false),
            categories = table.Column<string>(nullable: false),
        }, constraints: table => table.PrimaryKey("pk_classifications", x => new { x.scheme, x.prefix }));
        migration.CreateTable("sources", table => new
        {
            key = table.Column<string>(nullable: false),
            name = table.Column<string>(nullable: false),
            formats = table.Column<string>(nullable: false),
            prefixes = table.Column<string>(nullable: false),
            publishers = table.Column<string>(nullable: false),
            zone = table.Column<string>(nullable: true),
            country = table.Column<string>(nullable: true),
            language = table.Column<string>(nullable: true),
            id_field = table.Column<string>(nullable: true),
            link_hosts = table.Column<string>(nullable: false),
            trusted = table.Column<bool>(nullable: false),
            map = table.Column<string>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_sources", x => x.key));
    }

    static void Opportunities(MigrationBuilder migration)
    {
        migration.CreateTable("organisations", table => new
        {
            code = table.Column<string>(nullable: false),
            name = table.Column<string>(nullable: false),
        }, constraints: table => table.PrimaryKey("pk_organisations", x => x.code));
        migration.CreateTable("opportunities", table => new
        {
            id = Keys.Key(table),
            short_id = table.Column<string>(nullable: false),
            source_key = table.Column<string>(nullable: false),
            source_id = table.Column<string>(nullable: false),
            kind = table.Column<string>(nullable: false),
            state = table.Column<string>(nullable: false),
            revision = table.Column<int>(nullable: false),
            reference = table.Column<string>(nullable: false),
            published = table.Column<long>(nullable: true),
            deadline = table.Column<long>(nullable: true),
            invites_answer = table.Column<bool>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_opportunities", x => x.id);
            table.ForeignKey("fk_opportunities_source", x => x.source_key, "sources", "key",
                onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("ux_opportunities_short_id", "opportunities", "short_id", unique: true);
        migration.CreateIndex("ux_opportunities_source", "opportunities", ["source_key", "source_id"], unique: true);
        migration.CreateIndex("ix_opportunities_deadline", "opportunities", "deadline");
    }

    static void History(MigrationBuilder migration)
    {
        migration.CreateTable("editions", table => new
        {
            id = Keys.Key(table),
            opportunity_id = table.Column<long>(nullable: false),
            number = table.Column<int>(nullable: false),
            opened_at = table.Column<long>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_editions", x => x.id);
            table.ForeignKey("fk_editions_opportunity", x => x.opportunity_id, "opportunities", "id",
                onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("ux_editions_number", "editions", ["opportunity_id", "number"], unique: true);
        migration.CreateTable("revisions", table => new
        {
            id = Keys.Key(table),
            opportunity_id = table.Column<long>(nullable: false),
            edition_id = table.Column<long>(nullable: false),
            number = table.Column<int>(nullable: false),
            said_at = table.Column<long>(nullable: false),
            recorded_at = table.Column<long>(nullable: false),
            content = table.Column<string>(nullable: false),
            digest = table.Column<string>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_revisions", x => x.id);
            table.ForeignKey("fk_revisions_opportunity", x => x.opportunity_id, "opportunities", "id",
                onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_revisions_edition", x => x.edition_id, "editions", "id",
                onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("ux_revisions_number", "revisions", ["opportunity_id", "number"], unique: true);
        migration.CreateIndex("ix_revisions_edition", "revisions", "edition_id");
        migration.CreateTable("statuses", table => new
        {
            id = Keys.Key(table),
            opportunity_id = table.Column<long>(nullable: false),
            revision = table.Column<int>(nullable: false),
            state = table.Column<string>(nullable: false),
            by = table.Column<string>(nullable: false),
            at = table.Column<long>(nullable: false),
            why = table.Column<string>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_statuses", x => x.id);
            table.ForeignKey("fk_statuses_opportunity", x => x.opportunity_id, "opportunities", "id",
                onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("ix_statuses_opportunity", "statuses", "opportunity_id");
    }

    static void JournalTables(MigrationBuilder migration)
    {
        migration.CreateTable("journal_head", table => new
        {
            row = table.Column<int>(nullable: false),
            sequence = table.Column<long>(nullable: false),
        }, constraints: table => table.PrimaryKey("pk_journal_head", x => x.row));
        migration.Sql("INSERT INTO journal_head (\"row\", sequence) VALUES (1, 0)");
        migration.CreateTable("journal", table => new
        {
            sequence = table.Column<long>(nullable: false),
            opportunity_id = table.Column<long>(nullable: false),
            revision = table.Column<int>(nullable: false),
            change = table.Column<string>(nullable: false),
            at = table.Column<long>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_journal", x => x.sequence);
            table.ForeignKey("fk_journal_opportunity", x => x.opportunity_id, "opportunities", "id",
                onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("ix_journal_opportunity", "journal", "opportunity_id");
    }

    static void Receipts(MigrationBuilder migration)
    {
        migration.CreateTable("receipts", table => new
        {
            id = Keys.Key(table),
            source_key = table.Column<string>(nullable: false),
            source_id = table.Column<string>(nullable: false),
            hash = table.Column<string>(nullable: false),
            said_at = table.Column<long>(nullable: false),
            read_at = table.Column<long>(nullable: false),
            record = table.Column<byte[]>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_receipts", x => x.id));
        migration.CreateIndex("ux_receipts_hash", "receipts", ["source_key", "source_id", "hash"], unique: true);
    }
}
