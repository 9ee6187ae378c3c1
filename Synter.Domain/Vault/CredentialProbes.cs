namespace Synter.Domain.Vault;

/// <summary>The probes of this installation, by provider.</summary>
public sealed class CredentialProbes(IEnumerable<ICredentialProbe> probes)
{
    private readonly Dictionary<string, ICredentialProbe> _byProvider = probes.ToDictionary(p => p.Provider);

    public IEnumerable<string> Providers => _byProvider.Keys;

    public ICredentialProbe? Find(string provider) => _byProvider.GetValueOrDefault(provider);

    /// <summary>The fields a provider's secret should have, the main one first; empty when nobody knows.</summary>
    public IReadOnlyList<string> FieldsOf(string provider) => Find(provider)?.SecretFields ?? [];
}
