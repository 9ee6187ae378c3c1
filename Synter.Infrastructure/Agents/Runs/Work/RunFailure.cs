using Npgsql;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>What went wrong with an attempt, fit to be shown: no exception's text ever gets in here.</summary>
internal sealed record RunFailure(RunError Error, TimeSpan? RetryAfter = null)
{
    /// <summary>
    /// Providers' clients have classified their failures themselves. Of the rest only a database that is away is worth another
    /// attempt; everything else is a bug of ours.
    /// </summary>
    public static RunFailure Of(Exception exception, CorrelationId correlation) => exception switch
    {
        ProviderException provider => new RunFailure(new RunError(provider.Class, provider.Code, provider.Message), provider.RetryAfter),
        NpgsqlException { IsTransient: true } => new RunFailure(new RunError(
            FailureClass.Transient, "database_away", "The database could not be reached.")),
        _ => Bug("internal_error", $"Something in Synter went wrong. Tell support this id: {correlation}."),
    };

    public static RunFailure Bug(string code, string message) => new(new RunError(FailureClass.Internal, code, message));

    public static RunFailure Refused(Refusal refusal) => new(new RunError(FailureClass.Rejected, refusal.Code, refusal.Message));
}
