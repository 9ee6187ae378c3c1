using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts;

/// <summary>Another directory of people, who sign in with a name that is no e-mail address.</summary>
public interface ISignInByName
{
    Task<Result<Arrival>> ExecuteAsync(string name, string password, Caller caller, TokenUse use, CancellationToken cancellationToken);
}
