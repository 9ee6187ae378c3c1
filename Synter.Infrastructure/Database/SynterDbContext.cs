using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;

namespace Synter.Infrastructure.Database;

/// <summary>
/// Every transactional table. Features add theirs by an <see cref="IEntityTypeConfiguration{TEntity}"/> beside their
/// store, and reach them by <see cref="DbContext.Set{TEntity}()"/>.
/// </summary>
public sealed class SynterDbContext : IdentityUserContext<User, UserId>
{
    /// <summary>The query filter's name, for <c>IgnoreQueryFilters(["tenant"])</c>.</summary>
    public const string TenantFilter = "tenant";

    internal SynterDbContext(DbContextOptions<SynterDbContext> options, Scope scope) : base(options)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Scope = scope;
    }

    public Scope Scope { get; }

    // Properties of the context, so that each query takes them as parameters and one compiled query serves every workspace.
    private bool SeesAllWorkspaces => Scope is Scope.System;

    private WorkspaceId Workspace => Scope is Scope.Workspace workspace ? workspace.Id : default;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        ValueConventions.Apply(configurationBuilder);
        configurationBuilder.Conventions.Add(_ => new SnakeCaseConvention());
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(SynterDbContext).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => e.BaseType is null && typeof(ITenantRow).IsAssignableFrom(e.ClrType)).ToList())
            FilterByTenantMethod.MakeGenericMethod(entity.ClrType).Invoke(this, [builder]);
    }

    private static readonly System.Reflection.MethodInfo FilterByTenantMethod =
        typeof(SynterDbContext).GetMethod(nameof(FilterByTenant), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;

    private void FilterByTenant<TRow>(ModelBuilder builder) where TRow : class, ITenantRow =>
        builder.Entity<TRow>().HasQueryFilter(TenantFilter, row => SeesAllWorkspaces || row.WorkspaceId == Workspace);
}
