using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OutreachPortal.Data.Migrations;

/// <summary>Letters on their way: deliveries, attempts, suppressions, what providers report.</summary>
[DbContext(typeof(PortalDb))]
[Migration("20261124_1_Mail")]
internal sealed class MailTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Delivery(migrationBuilder);
        DeliveryAttempt(migrationBuilder);
        Suppression(migrationBuilder);
        ProviderEvent(migrationBuilder);
        Secret(migrationBuilder);
    }

    static void Delivery(MigrationBuilder migration)
    {
        migration.CreateTable("deliveries", table => new
        {
            id = table.Column<Guid>(nullable: false),
            recipient = table.Column<Guid>(nullable: false),
            kind = table.Column<string>(nullable: false),
            slot = table.Column<string>(nullable: false),
            priority = table.Column<int>(nullable: false),
            state = table.Column<string>(nullable: false),
            not_before = table.Column<long>(nullable: false),
            expires_at = table.Column<long>(nullable: true),
            lease_token = table.Column<Guid>(nullable: true),
            lease_until = table.Column<long>(nullable: true),
            attempts = table.Column<int>(nullable: false),
            refusals = table.Column<int>(nullable: false),
            faults = table.Column<int>(nullable: false),
            batch_id = table.Column<Guid>(nullable: true),
            provider_message_id = table.Column<string>(nullable: true),
            accepted_at = table.Column<long>(nullable: true),
            last_code = table.Column<string>(nullable: true),
            last_text = table.Column<string>(nullable: true),
            template_version = table.Column<int>(nullable: false),
            content_hash = table.Column<string>(nullable: true),
            created_at = table.Column<long>(nullable: false),
        }, constraints: table => table.PrimaryKey("pk_deliveries", x => x.id));
        migration.CreateIndex("ux_deliveries_recipient_kind_slot", "deliveries", ["recipient", "kind", "slot"],
            unique: true);
        migration.CreateIndex("ix_deliveries_state_priority_not_before", "deliveries",
            ["state", "priority", "not_before"]);
        migration.CreateIndex("ix_deliveries_created_at", "deliveries", ["created_at"]);
    }

    static void DeliveryAttempt(MigrationBuilder migration)
    {
        migration.CreateTable("delivery_attempts", table => new
        {
            id = Keys.Key(table),
            delivery_id = table.Column<Guid>(nullable: false),
            number = table.Column<int>(nullable: false),
            lease_token = table.Column<Guid>(nullable: false),
            started_at = table.Column<long>(nullable: false),
            ended_at = table.Column<long>(nullable: true),
            outcome = table.Column<string>(nullable: true),
            code = table.Column<string>(nullable: true),
            enhanced = table.Column<string>(nullable: true),
            text = table.Column<string>(nullable: true),
            provider_message_id = table.Column<string>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_delivery_attempts", x => x.id);
            table.ForeignKey(
                "fk_delivery_attempts_delivery_id", x => x.delivery_id,
                "deliveries", "id", onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("ux_delivery_attempts_delivery_id_number", "delivery_attempts",
            ["delivery_id", "number"],
            unique: true);
    }

    static void Suppression(MigrationBuilder migration)
    {
        migration.CreateTable("suppressions", table => new
        {
            mac = table.Column<string>(nullable: false),
            reason = table.Column<string>(nullable: false),
            at = table.Column<long>(nullable: false),
            evidence = table.Column<string>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_suppressions", x => x.mac));
    }

    static void ProviderEvent(MigrationBuilder migration)
    {
        migration.CreateTable("provider_events", table => new
        {
            id = Keys.Key(table),
            provider = table.Column<string>(nullable: false),
            event_id = table.Column<string>(nullable: false),
            kind = table.Column<string>(nullable: false),
            meaning = table.Column<string>(nullable: false),
            delivery_id = table.Column<Guid>(nullable: true),
            address_mac = table.Column<string>(nullable: true),
            happened_at = table.Column<long>(nullable: false),
            received_at = table.Column<long>(nullable: false),
            applied_at = table.Column<long>(nullable: true),
            raw = table.Column<string>(nullable: false),
        }, constraints: table => table.PrimaryKey("pk_provider_events", x => x.id));
        migration.CreateIndex("ux_provider_events_provider_event_id", "provider_events", ["provider", "event_id"],
            unique: true);
        migration.CreateIndex("ix_provider_events_delivery_id", "provider_events", ["delivery_id"]);
        migration.CreateIndex("ix_provider_events_address_mac", "provider_events", ["address_mac"]);
        migration.CreateIndex("ix_provider_events_received_at", "provider_events", ["received_at"]);
    }

    static void Secret(MigrationBuilder migration) => migration.CreateTable("mail_secrets", table => new
    {
        name = table.Column<string>(nullable: false),
        bytes = table.Column<byte[]>(nullable: false),
        created_at = table.Column<long>(nullable: false),
    }, constraints: table => table.PrimaryKey("pk_mail_secrets", x => x.name));
}
