using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Synter.Infrastructure.Database;

/// <summary>
/// A context's connection, kept for several statements in a row: else each of them borrows one, gives it its scope and has it reset.
/// Not to be held over anything slow, for there are only so many. Disposing gives it back.
/// </summary>
public readonly struct HeldConnection : IAsyncDisposable
{
    private readonly SynterDbContext _context;

    private HeldConnection(SynterDbContext context) => _context = context;

    /// <summary>With the context's scope, for statements of one's own between the context's.</summary>
    public NpgsqlConnection Connection => (NpgsqlConnection)_context.Database.GetDbConnection();

    public static async Task<HeldConnection> OfAsync(SynterDbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        return new HeldConnection(context);
    }

    public async ValueTask DisposeAsync() => await _context.Database.CloseConnectionAsync();
}
