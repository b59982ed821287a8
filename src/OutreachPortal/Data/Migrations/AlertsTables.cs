using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OutreachPortal.Data.Migrations;

/// <summary>Who asked to be told of what, what is owed to them, and when digests left.</summary>
[DbContext(typeof(PortalDb))]
[Migration("20261124_2_Alerts")]
internal sealed class AlertsTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Subscriber(migrationBuilder);
        SharedCriteria(migrationBuilder);
        Subscription(migrationBuilder);
        UnsubscribeToken(migrationBuilder);
        Obligation(migrationBuilder);
        MatchedEntry(migrationBuilder);
        DigestRun(migrationBuilder);
        SignUp(migrationBuilder);
        Vote(migrationBuilder);
    }

    static void Subscriber(MigrationBuilder migration)
    {
        migration.CreateTable("subscribers", table => new
        {
            id = table.Column<Guid>(nullable: false),
            email = table.Column<string>(nullable: true),
            email_key = table.Column<string>(nullable: true),
            email_mac = table.Column<string>(nullable: true),
            state = table.Column<string>(nullable: false),
            language = table.Column<string>(nullable: false),
            zone = table.Column<string>(nullable: false),
            token_version = table.Column<int>(nullable: false),
            created_at = table.Column<long>(nullable: false),
            confirmed_at = table.Column<long>(nullable: true),
            acted_at = table.Column<long>(nullable: false),
            keep_asked_at = table.Column<long>(nullable: true),
            erased_at = table.Column<long>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_subscribers", x => x.id));
        migration.CreateIndex("ux_subscribers_email_key", "subscribers", ["email_key"], unique: true);
        migration.CreateIndex("ix_subscribers_email_mac", "subscribers", ["email_mac"]);
    }

    static void SharedCriteria(MigrationBuilder migration)
    {
        migration.CreateTable("criteria", table => new
        {
            id = Keys.Key(table),
            digest = table.Column<string>(nullable: false),
            text = table.Column<string>(nullable: false),
            schema_version = table.Column<int>(nullable: false),
            created_at = table.Column<long>(nullable: false),
        }, constraints: table => table.PrimaryKey("pk_criteria", x => x.id));
        migration.CreateIndex("ux_criteria_digest", "criteria", ["digest"], unique: true);
        migration.CreateIndex("ix_criteria_created_at", "criteria", ["created_at"]);
    }

    static void Subscription(MigrationBuilder migration)
    {
        migration.CreateTable("subscriptions", table => new
        {
            id = table.Column<Guid>(nullable: false),
            subscriber_id = table.Column<Guid>(nullable: false),
            criteria_id = table.Column<long>(nullable: true),
            opportunity_id = table.Column<long>(nullable: true),
            frequency = table.Column<string>(nullable: false),
            language = table.Column<string>(nullable: false),
            zone = table.Column<string>(nullable: true),
            asked_at = table.Column<long>(nullable: false),
            started_at = table.Column<long>(nullable: true),
            paused_until = table.Column<long>(nullable: true),
            ended_at = table.Column<long>(nullable: true),
            end_reason = table.Column<string>(nullable: true),
            source = table.Column<string>(nullable: false),
            confirm_before = table.Column<long>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_subscriptions", x => x.id);
            table.ForeignKey(
                "fk_subscriptions_subscriber_id", x => x.subscriber_id,
                "subscribers", "id", onDelete: ReferentialAction.Restrict);
            table.ForeignKey(
                "fk_subscriptions_criteria_id", x => x.criteria_id,
                "criteria", "id", onDelete: ReferentialAction.Restrict);
            table.ForeignKey(
                "fk_subscriptions_opportunity_id", x => x.opportunity_id,
                "opportunities", "id", onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("ux_subscriptions_subscriber_id_criteria_id", "subscriptions",
            ["subscriber_id", "criteria_id"],
            unique: true, filter: "ended_at IS NULL");
        migration.CreateIndex("ux_subscriptions_subscriber_id_opportunity_id", "subscriptions",
            ["subscriber_id", "opportunity_id"],
            unique: true, filter: "ended_at IS NULL");
        migration.CreateIndex("ix_subscriptions_subscriber_id", "subscriptions", ["subscriber_id"]);
        migration.CreateIndex("ix_subscriptions_criteria_id", "subscriptions", ["criteria_id"]);
        migration.CreateIndex("ix_subscriptions_opportunity_id", "subscriptions", ["opportunity_id"]);
        migration.CreateIndex("ix_subscriptions_confirm_before", "subscriptions", ["confirm_before"]);
    }

    static void UnsubscribeToken(MigrationBuilder migration)
    {
        migration.CreateTable("unsubscribe_tokens", table => new
        {
            token = table.Column<string>(nullable: false),
            subscriber_id = table.Column<Guid>(nullable: false),
            scope = table.Column<string>(nullable: false),
            created_at = table.Column<long>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_unsubscribe_tokens", x => x.token);
            table.ForeignKey(
                "fk_unsubscribe_tokens_subscriber_id", x => x.subscriber_id,
                "subscribers", "id", onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("ux_unsubscribe_tokens_subscriber_id_scope", "unsubscribe_tokens",
            ["subscriber_id", "scope"],
            unique: true);
    }

    static void Obligation(MigrationBuilder migration)
    {
        migration.CreateTable("obligations", table => new
        {
            id = Keys.Key(table),
            subscriber_id = table.Column<Guid>(nullable: false),
            occasion = table.Column<string>(nullable: false),
            opportunity_id = table.Column<long>(nullable: false),
            revision = table.Column<int>(nullable: false),
            sequence = table.Column<long>(nullable: true),
            subscription_id = table.Column<Guid>(nullable: false),
            frequency = table.Column<string>(nullable: false),
            owed_at = table.Column<long>(nullable: false),
            due_at = table.Column<long>(nullable: false),
            expires_at = table.Column<long>(nullable: true),
            state = table.Column<string>(nullable: false),
            reason = table.Column<string>(nullable: true),
            delivery_id = table.Column<Guid>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_obligations", x => x.id);
            table.ForeignKey(
                "fk_obligations_subscriber_id", x => x.subscriber_id,
                "subscribers", "id", onDelete: ReferentialAction.Restrict);
            table.ForeignKey(
                "fk_obligations_subscription_id", x => x.subscription_id,
                "subscriptions", "id", onDelete: ReferentialAction.Restrict);
            table.ForeignKey(
                "fk_obligations_opportunity_id", x => x.opportunity_id,
                "opportunities", "id", onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("ux_obligations_subscriber_id_occasion", "obligations", ["subscriber_id", "occasion"],
            unique: true);
        migration.CreateIndex("ix_obligations_state_due_at", "obligations", ["state", "due_at"]);
        migration.CreateIndex("ix_obligations_delivery_id", "obligations", ["delivery_id"]);
        migration.CreateIndex("ix_obligations_sequence", "obligations", ["sequence"]);
        migration.CreateIndex("ix_obligations_opportunity_id", "obligations", ["opportunity_id"]);
        migration.CreateIndex("ix_obligations_subscription_id", "obligations", ["subscription_id"]);
    }

    static void MatchedEntry(MigrationBuilder migration)
    {
        migration.CreateTable("matched_entries", table => new
        {
            sequence = table.Column<long>(nullable: false),
            state = table.Column<string>(nullable: false),
            attempts = table.Column<int>(nullable: false),
            matched_at = table.Column<long>(nullable: true),
            matches = table.Column<int>(nullable: false),
            fault = table.Column<string>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_matched_entries", x => x.sequence));
    }

    static void DigestRun(MigrationBuilder migration)
    {
        migration.CreateTable("digest_runs", table => new
        {
            frequency = table.Column<string>(nullable: false),
            date = table.Column<string>(nullable: false),
            zone = table.Column<string>(nullable: false),
            due_at = table.Column<long>(nullable: false),
            finished_at = table.Column<long>(nullable: true),
            letters = table.Column<int>(nullable: false),
        }, constraints: table => table.PrimaryKey("pk_digest_runs", x => new { x.frequency, x.date, x.zone }));
    }

    static void SignUp(MigrationBuilder migration)
    {
        migration.CreateTable("sign_ups", table => new
        {
            id = Keys.Key(table),
            mac = table.Column<string>(nullable: false),
            network = table.Column<string>(nullable: false),
            at = table.Column<long>(nullable: false),
            leaves_at = table.Column<long>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_sign_ups", x => x.id));
        migration.CreateIndex("ix_sign_ups_mac_at", "sign_ups", ["mac", "at"]);
        migration.CreateIndex("ix_sign_ups_network_at", "sign_ups", ["network", "at"]);
        migration.CreateIndex("ix_sign_ups_at", "sign_ups", ["at"]);
        migration.CreateIndex("ix_sign_ups_leaves_at", "sign_ups", ["leaves_at"]);
    }

    static void Vote(MigrationBuilder migration)
    {
        migration.CreateTable("votes", table => new
        {
            id = Keys.Key(table),
            subscription_id = table.Column<Guid>(nullable: false),
            opportunity_id = table.Column<long>(nullable: false),
            is_relevant = table.Column<bool>(nullable: false),
            at = table.Column<long>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_votes", x => x.id);
            table.ForeignKey(
                "fk_votes_subscription_id", x => x.subscription_id,
                "subscriptions", "id", onDelete: ReferentialAction.Restrict);
            table.ForeignKey(
                "fk_votes_opportunity_id", x => x.opportunity_id,
                "opportunities", "id", onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("ux_votes_subscription_id_opportunity_id", "votes",
            ["subscription_id", "opportunity_id"],
            unique: true);
        migration.CreateIndex("ix_votes_opportunity_id", "votes", ["opportunity_id"]);
    }
}
