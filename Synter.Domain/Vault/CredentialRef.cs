using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>The name of a stored secret, never the secret itself.</summary>
public readonly record struct CredentialRef(Guid Value) : IStrongId<CredentialRef>
{
    public static string Prefix => "cred_";

    public static CredentialRef From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
