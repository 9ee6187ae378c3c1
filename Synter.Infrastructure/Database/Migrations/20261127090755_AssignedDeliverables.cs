using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Synter.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class AssignedDeliverables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "assigned_to",
                table: "deliverables",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "assigned_to_name",
                table: "deliverables",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_deliverables_workspace_id_assigned_to_created_at_id",
                table: "deliverables",
                columns: new[] { "workspace_id", "assigned_to", "created_at", "id" },
                filter: "assigned_to IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_deliverables_workspace_id_assigned_to_created_at_id",
                table: "deliverables");

            migrationBuilder.DropColumn(
                name: "assigned_to",
                table: "deliverables");

            migrationBuilder.DropColumn(
                name: "assigned_to_name",
                table: "deliverables");
        }
    }
}
