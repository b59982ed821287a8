using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OutreachPortal.Data.Migrations;

/// <summary>How many letters of late were accepted is asked every minute.</summary>
[DbContext(typeof(PortalDb))]
[Migration("20261125_2_Accepted")]
internal sealed class AcceptedIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("ix_deliveries_accepted_at", "deliveries", "accepted_at");
}
