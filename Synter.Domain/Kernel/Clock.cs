namespace Synter.Domain.Kernel;

public static class Clock
{
    /// <summary>
    /// Now in UTC, cut to whole microseconds: PostgreSQL keeps no finer time, and a value must read back as it was made.
    /// </summary>
    public static DateTimeOffset Now(this TimeProvider clock) => clock.GetUtcNow().ToMicroseconds();

    public static DateTimeOffset ToMicroseconds(this DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
