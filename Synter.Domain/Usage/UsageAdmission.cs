using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Domain.Usage;

/// <summary>Lets a hired agent's run begin while its trial and budget have room for a run and at least one draft.</summary>
public sealed class UsageAdmission(IUsage usage, IUsageLimits limits) : IRunAdmission
{
    public async ValueTask<Refusal?> CheckAsync(RunTarget target, CancellationToken cancellationToken)
    {
        if (target.Agent is not { } agent)
        {
            return null;
        }

        var standing = await limits.ForAsync(target.Workspace, agent, cancellationToken);
        // The subject names no run yet, so nothing of it is counted already.
        return await FirstReachedAsync(Claim(target, UsageKind.Runs, ""), standing, cancellationToken)
            ?? await FirstReachedAsync(Claim(target, UsageKind.Drafts, ""), standing, cancellationToken);
    }

    public async ValueTask<Refusal?> ReserveAsync(RunTarget target, RunId run, CancellationToken cancellationToken)
    {
        if (target.Agent is not { } agent)
        {
            return null;
        }

        var standing = await limits.ForAsync(target.Workspace, agent, cancellationToken);
        if (await FirstReachedAsync(Claim(target, UsageKind.Drafts, run.ToString()), standing, cancellationToken) is { } noDraft)
        {
            return noDraft;
        }

        // Where no limit counts runs there is nothing to reserve: the settlement writes the ledger with the run's end.
        var claim = Claim(target, UsageKind.Runs, run.ToString());
        return standing.Any(l => l.Judges(claim)) && await usage.ReserveAsync(claim, standing, cancellationToken) is { } reached
            ? UsageErrors.Refused(reached)
            : null;
    }

    private async ValueTask<Refusal?> FirstReachedAsync(UsageClaim claim, IReadOnlyList<UsageLimit> standing, CancellationToken cancellationToken) =>
        standing.Any(l => l.Judges(claim)) && await usage.WouldExceedAsync(claim, standing, cancellationToken) is { } reached
            ? UsageErrors.Refused(reached)
            : null;

    private static UsageClaim Claim(RunTarget target, UsageKind kind, string subject) => new(target.Workspace, target.Agent, kind, subject);
}
