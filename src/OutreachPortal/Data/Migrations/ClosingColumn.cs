using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OutreachPortal.Data.Migrations;

/// <summary>When the end of an opportunity is to be told; what ended before is not told any more.</summary>
[DbContext(typeof(PortalDb))]
[Migration("20261124_4_Closing")]
internal sealed class ClosingColumn : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("closing_due", "opportunities", nullable: true);
        migrationBuilder.CreateIndex("ix_opportunities_closing_due", "opportunities", "closing_due");
        // The default of Limits:OpenWithoutDeadlineDays; the closer asks the rules again before it tells.
        migrationBuilder.Sql(
            """
            UPDATE opportunities SET closing_due = COALESCE(deadline, published + 7776000000000)
            WHERE state = 'Published' AND invites_answer AND EXISTS (
                SELECT 1 FROM journal WHERE journal.opportunity_id = opportunities.id
                AND journal.at < COALESCE(opportunities.deadline, opportunities.published + 7776000000000))
            """);
    }
}
