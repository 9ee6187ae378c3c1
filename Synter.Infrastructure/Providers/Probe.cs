using Synter.Domain.Agents.Runs;
using Synter.Domain.Vault;

namespace Synter.Infrastructure.Providers;

/// <summary>Turns what came of asking «who am I» into a probe's answer.</summary>
internal static class Probe
{
    public static async Task<ProbeAnswer> AskAsync(string works, Func<Task<string>> who)
    {
        try
        {
            return new ProbeAnswer(ProbeOutcome.Works, $"{works} {await who()}.");
        }
        catch (ProviderException e)
        {
            // Only the provider's own no says something about the credential.
            return new ProbeAnswer(e.Class is FailureClass.Auth ? ProbeOutcome.Refused : ProbeOutcome.Unreachable, e.Message);
        }
    }
}
