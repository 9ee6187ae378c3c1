using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Infrastructure.Providers.Facebook;

/// <summary>Asks Graph whom a token belongs to.</summary>
internal sealed class FacebookProbe(FacebookClient client, FacebookReader reader) : ICredentialProbe
{
    public string Provider => FacebookClient.Name;

    public IReadOnlyList<string> SecretFields { get; } = ["access_token"];

    public Task<ProbeAnswer> TestAsync(WorkspaceId workspace, Secret secret, string? postingIdentity, CancellationToken cancellationToken) =>
        Probe.AskAsync("Posts as", () => reader.WhoAsync(client.Open(secret), cancellationToken));
}
