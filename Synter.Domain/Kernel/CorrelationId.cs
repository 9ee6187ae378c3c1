using System.Diagnostics;

namespace Synter.Domain.Kernel;

/// <summary>What a person searches for to find a request, its run and its effects: the trace id, 32 hex digits.</summary>
public readonly record struct CorrelationId(string Value)
{
    /// <summary>The current trace's id, or a fresh one where nothing is being traced.</summary>
    public static CorrelationId Current =>
        new((Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString());

    public override string ToString() => Value;
}
