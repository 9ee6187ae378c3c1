namespace Synter.Tests.Bench.Circuits;

/// <summary>A mark that stood in a page, or was sent to it.</summary>
public sealed class Sight
{
    public int Mark { get; set; }

    /// <summary>Milliseconds of Unix time.</summary>
    public double At { get; set; }
}
