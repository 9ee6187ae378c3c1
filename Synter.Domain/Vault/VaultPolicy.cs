namespace Synter.Domain.Vault;

/// <summary>What may be stored.</summary>
/// <param name="AnySecret">
/// True where providers are simulated: any provider's name and any fields do, so that everything can be tried with no account.
/// </param>
public sealed record VaultPolicy(bool AnySecret)
{
    public static readonly VaultPolicy Strict = new(AnySecret: false);

    public static readonly VaultPolicy Sandbox = new(AnySecret: true);
}
