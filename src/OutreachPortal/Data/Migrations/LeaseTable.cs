using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OutreachPortal.Data.Migrations;

/// <summary>Who holds what only one process may do.</summary>
[DbContext(typeof(PortalDb))]
[Migration("20261124_3_Leases")]
internal sealed class LeaseTable : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable("leases", table => new
        {
            name = table.Column<string>(nullable: false),
            holder = table.Column<string>(nullable: false),
            until = table.Column<long>(nullable: false),
        }, constraints: table => table.PrimaryKey("pk_leases", x => x.name));
}
