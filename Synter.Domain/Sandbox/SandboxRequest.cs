namespace Synter.Domain.Sandbox;

/// <summary>A request that a simulated provider received, secrets masked.</summary>
/// <param name="Seq">Grows with each request; never used twice, also after a reset.</param>
/// <param name="Path">As the provider sees it, with its own base address cut off.</param>
/// <param name="Body">As it was sent; empty for none.</param>
/// <param name="EffectId">The effect it serves, when one of Synter's own writers sent it.</param>
/// <param name="Outcome"><c>answered:STATUS</c>, <c>dropped_before</c> or <c>dropped_after_accept</c>.</param>
public sealed record SandboxRequest(
    long Seq,
    DateTimeOffset At,
    string Provider,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    string? EffectId,
    string? IdempotencyKey,
    string Outcome);

/// <summary>A post as it stands at a simulated provider.</summary>
/// <param name="Account">The page or handle it stands on.</param>
/// <param name="DeletedAt">Taken down; shown all the same.</param>
public sealed record SandboxPost(
    string Provider, string Id, string Account, string Text, string? Link, DateTimeOffset CreatedAt, DateTimeOffset? DeletedAt, string? EffectId);

/// <summary>How much there is at one provider.</summary>
public sealed record SandboxCount(string Provider, long Posts, long Requests);
