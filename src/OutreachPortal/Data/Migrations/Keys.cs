using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace OutreachPortal.Data.Migrations;

/// <summary>Columns that are written differently for each provider.</summary>
internal static class Keys
{
    /// <summary>A number that the database gives to each new row, on either provider.</summary>
    public static OperationBuilder<AddColumnOperation> Key(ColumnsBuilder table) => table
        .Column<long>(name: "id", nullable: false)
        .Annotation("Sqlite:Autoincrement", true)
        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
}
