using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.DataGen.Mirror;

/// <summary>When a dataset that could not be mirrored is tried again. It is never given up: CStore may be away for days.</summary>
internal static class MirrorRetry
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private const int MostDoublings = 6;

    /// <param name="failures">In a row, this one too.</param>
    public static TimeSpan After(int failures)
    {
        var wait = TimeSpan.FromSeconds(1 << Math.Min(failures - 1, MostDoublings));
        return wait < Longest ? wait : Longest;
    }

    /// <summary>For people; what is not CStore's own is in the log.</summary>
    public static string Problem(Exception failure) => failure is ProviderException known ? known.Message : "It could not be mirrored. The log says why.";
}
