using Microsoft.EntityFrameworkCore.Design;
using Synter.Infrastructure.Database;

namespace Synter.Design;

/// <summary>Gives dotnet-ef the context with the options Synter itself uses. No database is reached.</summary>
public sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SynterDbContext>
{
    public SynterDbContext CreateDbContext(string[] args) => DatabaseOptions.ForDesign();
}
