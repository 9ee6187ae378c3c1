using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.Sandbox;

/// <summary>What an admin may do with the sandbox, from the page and the API alike. Not there at all where it is off.</summary>
public sealed class UseSandbox(SandboxSwitch sandbox, ISandboxState state)
{
    public async Task<Result<Page<SandboxRequest>>> RequestsAsync(
        Actor actor, string? provider, long? since, bool newestFirst, PageRequest page, CancellationToken cancellationToken) =>
        Refuses(actor) is { } refusal ? refusal : await state.RequestsAsync(provider, since, newestFirst, page, cancellationToken);

    public async Task<Result<Page<SandboxPost>>> PostsAsync(Actor actor, string? provider, PageRequest page, CancellationToken cancellationToken) =>
        Refuses(actor) is { } refusal ? refusal : await state.PostsAsync(provider, page, cancellationToken);

    /// <summary>Null when there is no such post.</summary>
    public async Task<Result<SandboxPost?>> PostAsync(Actor actor, string provider, string id, CancellationToken cancellationToken) =>
        Refuses(actor) is { } refusal ? refusal : await state.FindPostAsync(provider, id, cancellationToken);

    public async Task<Result<SandboxOverview>> OverviewAsync(Actor actor, CancellationToken cancellationToken) =>
        Refuses(actor) is { } refusal
            ? refusal
            : new SandboxOverview(await state.CountsAsync(cancellationToken), await state.FaultsAsync(cancellationToken));

    public async Task<Result<SandboxFault>> PutFaultAsync(Actor actor, SandboxFault fault, CancellationToken cancellationToken)
    {
        if (Refuses(actor) is { } refusal)
        {
            return refusal;
        }

        await state.PutFaultAsync(fault, cancellationToken);
        return fault;
    }

    public async Task<Result<Done>> ResetAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (Refuses(actor) is { } refusal)
        {
            return refusal;
        }

        await state.ResetAsync(cancellationToken);
        return new Done();
    }

    private Refusal? Refuses(Actor actor) => !sandbox.IsOn
        ? new Refusal(RefusalKind.NotFound, "not_found", "The sandbox is off here. Set SYNTER_SANDBOX=true to try things without an account.")
        : actor.Lacks(Permission.UseSandbox);
}

/// <summary>What the sandbox's page shows first.</summary>
public sealed record SandboxOverview(IReadOnlyList<SandboxCount> Counts, IReadOnlyList<SandboxFault> Faults);

/// <summary>Whether simulated providers stand in for the real ones.</summary>
public sealed record SandboxSwitch(bool IsOn);
