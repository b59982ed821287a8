using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OutreachPortal.Data.Migrations;

/// <summary>What is left of a day when its letters are cleared away.</summary>
[DbContext(typeof(PortalDb))]
[Migration("20261125_1_DayTotals")]
internal sealed class DayTotalTable : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable("day_totals", table => new
        {
            date = table.Column<string>(nullable: false),
            what = table.Column<string>(nullable: false),
            kind = table.Column<string>(nullable: false),
            state = table.Column<string>(nullable: false),
            total = table.Column<long>(nullable: false),
        }, constraints: table => table.PrimaryKey("pk_day_totals", x => new { x.date, x.what, x.kind, x.state }));
}
