using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Synter.Infrastructure.Database;

/// <summary>Gives each connection that EF opens the scope of its context.</summary>
internal sealed class ScopeInterceptor : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        ConnectionScope.Apply(connection, Context(eventData).Scope);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
        ConnectionScope.ApplyAsync(connection, Context(eventData).Scope, cancellationToken);

    private static SynterDbContext Context(ConnectionEndEventData eventData) => (SynterDbContext)eventData.Context!;
}
