using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Domain.Views;
using Synter.Infrastructure.Accounts;

namespace Synter.Infrastructure.Views;

internal sealed class SavedViewRow : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required SavedViewId Id { get; init; }

    public required UserId OwnerId { get; init; }

    public required string List { get; init; }

    public required string Name { get; set; }

    public required string Query { get; set; }

    public bool IsShared { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedViewRow>
{
    public void Configure(EntityTypeBuilder<SavedViewRow> view)
    {
        view.ToTable("saved_views");
        view.HasKey(v => new { v.WorkspaceId, v.Id });
        view.Property(v => v.List).HasMaxLength(20);
        view.Property(v => v.Name).HasMaxLength(SaveView.LongestName);
        view.Property(v => v.Query).HasMaxLength(SaveView.LongestQuery);
        view.HasIndex(v => new { v.WorkspaceId, v.List, v.OwnerId, v.Name }).IsUnique();
        view.HasOne<Workspace>().WithMany().HasForeignKey(v => v.WorkspaceId);
        view.HasOne<User>().WithMany().HasForeignKey(v => v.OwnerId);
    }
}
