using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.Audit;

/// <summary>Takes the details out of an entry, with its own entry that says who did so and why.</summary>
public interface IAuditEraser
{
    /// <returns>False when there is no such entry in the workspace.</returns>
    Task<bool> EraseAsync(Actor actor, long seq, string reason, CancellationToken cancellationToken);
}

/// <summary>
/// Erases an entry's details, for privacy: what happened, who did it and when stay in the chain, and the chain still holds.
/// </summary>
public sealed class EraseDetails(IAuditEraser eraser)
{
    public const int MaxReason = 500;

    public async Task<Result<Done>> ExecuteAsync(Actor actor, long seq, string reason, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.EraseAuditDetails) is { } lacking)
        {
            return lacking;
        }

        if (reason.Trim() is not { Length: > 0 and <= MaxReason } given)
        {
            return Refusals.Invalid(new FieldError("/reason", $"Say why, in at most {MaxReason} characters."));
        }

        return await eraser.EraseAsync(actor, seq, given, cancellationToken) ? new Done() : Refusals.NotFound("audit entry");
    }
}
