using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>Forgets sessions, invitations and API tokens a month after they ended, links when they end, and failed sign-ins once they slow nobody down. The audit keeps who signed in.</summary>
public sealed class SignInRetention(SynterDatabase database, TimeProvider clock) : IRetentionTask
{
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const string DeleteSessions = """
        DELETE FROM sessions WHERE id = ANY(ARRAY(
            SELECT id FROM sessions WHERE expires_at < $1 OR revoked_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    private const string DeleteFailures = """
        DELETE FROM sign_in_failures WHERE key = ANY(ARRAY(SELECT key FROM sign_in_failures WHERE last_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    private const string DeleteLinks = """
        DELETE FROM magic_links WHERE id = ANY(ARRAY(SELECT id FROM magic_links WHERE expires_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    private const string DeleteInvitations = """
        DELETE FROM invitations WHERE id = ANY(ARRAY(
            SELECT id FROM invitations WHERE expires_at < $1 OR accepted_at < $1 OR revoked_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    private const string DeletePersonalTokens = """
        DELETE FROM personal_tokens WHERE id = ANY(ARRAY(
            SELECT id FROM personal_tokens WHERE expires_at < $1 OR revoked_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    private const string DeletePending = """
        DELETE FROM pending_sign_ins WHERE id = ANY(ARRAY(SELECT id FROM pending_sign_ins WHERE expires_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    private const string DeleteChallenges = """
        DELETE FROM spent_challenges WHERE hash = ANY(ARRAY(SELECT hash FROM spent_challenges WHERE expires_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    public string Name => "sessions, links and failed sign-ins";

    public async Task<long> SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await database.OpenAsync(new Scope.System("retention"), cancellationToken);
        return await SmallBites.DeleteAsync(connection, DeleteSessions, now - Kept, cancellationToken)
            + await SmallBites.DeleteAsync(connection, DeleteLinks, now, cancellationToken)
            + await SmallBites.DeleteAsync(connection, DeleteInvitations, now - Kept, cancellationToken)
            + await SmallBites.DeleteAsync(connection, DeletePersonalTokens, now - Kept, cancellationToken)
            + await SmallBites.DeleteAsync(connection, DeletePending, now, cancellationToken)
            + await SmallBites.DeleteAsync(connection, DeleteChallenges, now, cancellationToken)
            + await SmallBites.DeleteAsync(connection, DeleteFailures, now - SignInThrottle.Forgotten, cancellationToken);
    }
}
