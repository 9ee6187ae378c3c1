using System.Collections;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Tests.Support;

/// <summary>Credentials that exist, each of a provider.</summary>
internal sealed class FakeCredentials : ICredentialDirectory, IEnumerable
{
    private readonly Dictionary<CredentialRef, string> _providers = [];

    public void Add(CredentialRef credential, string provider) => _providers.Add(credential, provider);

    public Task<IReadOnlyDictionary<CredentialRef, CredentialSummary>> FindAsync(
        WorkspaceId workspace, IReadOnlyCollection<CredentialRef> credentials, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<CredentialRef, CredentialSummary>>(
            credentials.Where(_providers.ContainsKey).ToDictionary(c => c, c => Summary(c, _providers[c])));

    public Task<Page<CredentialSummary>> ListAsync(
        WorkspaceId workspace, CredentialKind? kind, string? provider, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(new Page<CredentialSummary>([.. _providers.Select(p => Summary(p.Key, p.Value))], null));

    public IEnumerator GetEnumerator() => _providers.GetEnumerator();

    private static CredentialSummary Summary(CredentialRef credential, string provider) => new(
        credential, CredentialKind.Platform, provider, null, "6789", ["access_token"], null, null, ManualClock.Start, ManualClock.Start, null);
}
