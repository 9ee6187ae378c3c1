namespace Synter.Infrastructure.Vault;

/// <summary>The configured vault keys cannot be read. The message is for the operator and holds no key.</summary>
public sealed class VaultKeyFormatException(string message) : Exception(message);

/// <summary>Something is sealed with a key that this installation does not hold.</summary>
public sealed class VaultKeyMissingException(string keyId, string source)
    : Exception($"The vault key {keyId} is missing: what it sealed cannot be opened. Put it back into {source}, after the first key.")
{
    public string KeyId { get; } = keyId;
}

/// <summary>A sealed value was changed, or it stands in a row it was not made for.</summary>
public sealed class VaultTamperedException(string bound, Exception inner)
    : Exception($"What is sealed for {bound} does not open: it was changed, or moved from another row.", inner);
