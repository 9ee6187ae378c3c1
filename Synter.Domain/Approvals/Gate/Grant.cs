namespace Synter.Domain.Approvals.Gate;

/// <summary>The right to send one effect, made when its approval was spent. Retries reuse it; nothing else makes one.</summary>
/// <param name="Attempt">The attempt it is good for: the next one before sending, the running one after.</param>
public sealed record Grant(ApprovalId Approval, EffectId Effect, int Attempt);
