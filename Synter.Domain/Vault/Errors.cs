using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>What can be wrong with a credential.</summary>
public static class VaultErrors
{
    /// <summary>For configs: the reference is made up, revoked, or another workspace's.</summary>
    public const string UnknownCredential = "unknown_credential";

    /// <summary>For configs and content: a secret stands where only a reference may.</summary>
    public const string RawSecret = "raw_secret";

    public static readonly Refusal NotFound = Refusals.NotFound("credential");

    public static Refusal CannotTest(string provider) => new(
        RefusalKind.Conflict, "cannot_test", $"Synter has no way to test a credential of {provider}. It is stored and will be tried when it is used.");

    public static FieldError UnknownProvider(string pointer, string provider, IEnumerable<string> known) =>
        new(pointer, $"Synter cannot use {provider} yet. It knows {string.Join(", ", known.Order(StringComparer.Ordinal))}.");

    public static FieldError MissingField(string pointer, string field) => new(pointer, $"Add the field {field}.");
}
