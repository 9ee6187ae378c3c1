using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Synter.Infrastructure.Sandbox;

/// <summary>
/// The schema <c>sandbox</c>. Its tables carry no workspace: they are the outside world's, seen by every admin, and written by a
/// server that knows only tokens.
/// </summary>
internal sealed class SandboxConfiguration :
    IEntityTypeConfiguration<SandboxRequestRow>, IEntityTypeConfiguration<SandboxPostRow>, IEntityTypeConfiguration<SandboxFaultRow>
{
    public const string Schema = "sandbox";

    public void Configure(EntityTypeBuilder<SandboxRequestRow> request)
    {
        request.ToTable("requests", Schema);
        request.HasKey(r => r.Seq);
        request.Property(r => r.Seq).UseIdentityAlwaysColumn();
        request.Property(r => r.Query).HasColumnType("jsonb");
        request.Property(r => r.Headers).HasColumnType("jsonb");
        request.HasIndex(r => new { r.Provider, r.Seq });
        request.HasIndex(r => new { r.Provider, r.At });
    }

    public void Configure(EntityTypeBuilder<SandboxPostRow> post)
    {
        post.ToTable("posts", Schema);
        post.HasKey(p => new { p.Provider, p.Id });
        post.Property(p => p.Seq).UseIdentityAlwaysColumn();
        post.HasIndex(p => p.Seq).IsUnique();
        post.HasIndex(p => new { p.Provider, p.Account, p.Seq });
    }

    public void Configure(EntityTypeBuilder<SandboxFaultRow> fault)
    {
        fault.ToTable("faults", Schema);
        fault.HasKey(f => f.Provider);
    }
}
