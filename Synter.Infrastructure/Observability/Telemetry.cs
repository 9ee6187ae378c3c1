using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Synter.Infrastructure.Observability;

/// <summary>The one source of traces and the one meter. A request, the run it starts and that run's effects are one trace.</summary>
public static class Telemetry
{
    public const string Name = "Synter";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);
}
