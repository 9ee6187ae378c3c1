using Npgsql;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Database;

/// <summary>Deletes over all workspaces a thousand rows at a time, so that no lock is held long and nobody waits behind it.</summary>
internal static class SmallBites
{
    private const int Bite = 1_000;

    /// <param name="sql">Deletes what is older than <c>$1</c>, at most <c>$2</c> rows of it.</param>
    /// <returns>How many rows went.</returns>
    public static async Task<long> DeleteAsync(NpgsqlConnection connection, string sql, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var total = 0L;
        int gone;
        do
        {
            await using var command = new NpgsqlCommand(sql, connection)
            {
                Parameters = { new() { Value = before.UtcDateTime }, new() { Value = Bite } },
            };
            gone = await command.ExecuteNonQueryAsync(cancellationToken);
            total += gone;
        }
        while (gone == Bite);

        return total;
    }
}
