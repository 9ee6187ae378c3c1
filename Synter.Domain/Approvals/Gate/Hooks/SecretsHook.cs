using System.Text.Json.Nodes;
using Synter.Domain.Vault;

namespace Synter.Domain.Approvals.Gate.Hooks;

/// <summary>Is there a secret in what would be sent, and is the credential it names still there?</summary>
public sealed class SecretsHook(ICredentialDirectory credentials) : IGateHook
{
    public GateStep Step => GateStep.Secrets;

    public async Task<Verdict> BeforeAsync(GateRequest request, CancellationToken cancellationToken)
    {
        foreach (var effect in request.Effects)
        {
            if (HoldsSecret(effect.Content.Target) || HoldsSecret(effect.Content.After))
            {
                return Verdict.Deny(DenialCodes.RawSecret, "There is a secret in what would be sent. Edit it, and store the secret under Providers.", effect.Id);
            }
        }

        var named = request.Effects.Select(e => e.Content.Credential).Distinct().ToList();
        var known = await credentials.FindAsync(request.Workspace, named, cancellationToken);
        return request.Effects.FirstOrDefault(e => !known.ContainsKey(e.Content.Credential)) is { } orphan
            ? Verdict.Deny(DenialCodes.PolicyDenied, $"The connection to {orphan.Content.Provider} that this needs was revoked. Connect it again.", orphan.Id)
            : Verdict.Allow;
    }

    private static bool HoldsSecret(JsonNode payload) => RawSecrets.Find(payload).Count > 0;
}
