using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace OutreachPortal.Data.Migrations;

/// <summary>The keys that seal cookies, forms and links.</summary>
[DbContext(typeof(PortalDb))]
[Migration("20261124_3_ProtectionKeys")]
internal sealed class ProtectionKeyTable : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable("protection_keys", table => new
        {
            id = table.Column<long>(nullable: false)
                .Annotation("Sqlite:Autoincrement", true)
                .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
            name = table.Column<string>(nullable: false),
            xml = table.Column<string>(nullable: false),
        }, constraints: table => table.PrimaryKey("pk_protection_keys", x => x.id));
}
