using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Synter.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class DatasetMirrorAndConcurrency : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "concurrency",
                table: "datasets",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "tokens_before_run",
                table: "datasets",
                type: "bigint",
                nullable: false,
                defaultValueSql: "0");

            migrationBuilder.CreateTable(
                name: "dataset_mirrors",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dataset_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    mirrored_version = table.Column<long>(type: "bigint", nullable: false),
                    mirrored_records = table.Column<int>(type: "integer", nullable: false),
                    mirrored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    problem = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dataset_mirrors", x => new { x.workspace_id, x.dataset_id });
                    table.ForeignKey(
                        name: "fk_dataset_mirrors_datasets_workspace_id_dataset_id",
                        columns: x => new { x.workspace_id, x.dataset_id },
                        principalTable: "datasets",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 50);

            migrationBuilder.CreateIndex(
                name: "ix_dataset_mirrors_due_at",
                table: "dataset_mirrors",
                column: "due_at",
                filter: "version > mirrored_version");

            migrationBuilder.CreateIndex(
                name: "ix_dataset_mirrors_failures",
                table: "dataset_mirrors",
                column: "failures",
                filter: "failures > 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dataset_mirrors");

            migrationBuilder.DropColumn(
                name: "concurrency",
                table: "datasets");

            migrationBuilder.DropColumn(
                name: "tokens_before_run",
                table: "datasets");
        }
    }
}
