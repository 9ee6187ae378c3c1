using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Infrastructure.Providers.X;

/// <summary>Asks X whom a token belongs to.</summary>
internal sealed class XProbe(XClient client, XReader reader) : ICredentialProbe
{
    public string Provider => XClient.Name;

    public IReadOnlyList<string> SecretFields { get; } = ["access_token"];

    public Task<ProbeAnswer> TestAsync(WorkspaceId workspace, Secret secret, string? postingIdentity, CancellationToken cancellationToken) =>
        Probe.AskAsync("Posts as", () => reader.WhoAsync(client.Open(secret), cancellationToken));
}
