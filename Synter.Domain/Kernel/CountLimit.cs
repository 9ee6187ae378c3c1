namespace Synter.Domain.Kernel;

/// <summary>
/// How far rows are counted for people. Counting to the end costs more with each row there is, and nobody acts on the difference
/// between ten thousand and twenty: beyond this, a count is only known to be more.
/// </summary>
public static class CountLimit
{
    public const int Rows = 10_000;
}
