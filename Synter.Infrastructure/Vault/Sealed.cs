namespace Synter.Infrastructure.Vault;

/// <summary>A sealed value as it is stored.</summary>
/// <param name="KeyId">Which key of the ring opens it.</param>
public readonly record struct Sealed(string KeyId, byte[] Envelope);
