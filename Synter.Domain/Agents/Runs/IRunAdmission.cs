using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

/// <summary>Lets runs begin, or not: trial and usage limits. Every registered one is asked; the first refusal holds.</summary>
public interface IRunAdmission
{
    /// <summary>Whether a run would be let in now. A person's answer at once; nothing is reserved.</summary>
    ValueTask<Refusal?> CheckAsync(RunTarget target, CancellationToken cancellationToken);

    /// <summary>
    /// Reserves the run just before its code starts for the first time. Called again for the same run after a crash, it answers
    /// the same and reserves nothing twice. A refused run ends <c>failed</c> with the refusal's code and sentence.
    /// </summary>
    ValueTask<Refusal?> ReserveAsync(RunTarget target, RunId run, CancellationToken cancellationToken);
}
