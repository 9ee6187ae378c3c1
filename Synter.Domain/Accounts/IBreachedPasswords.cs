namespace Synter.Domain.Accounts;

/// <summary>Knows passwords that leaked from other sites.</summary>
public interface IBreachedPasswords
{
    /// <summary>False also when it cannot be asked: that must keep nobody out.</summary>
    Task<bool> HasAsync(string password, CancellationToken cancellationToken);
}
