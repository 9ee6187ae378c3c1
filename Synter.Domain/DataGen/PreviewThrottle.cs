using System.Collections.Concurrent;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>
/// How often one person may preview, on this node. Jobs are counted in the database; a preview leaves nothing there to count.
/// </summary>
public sealed class PreviewThrottle(DataGenTerms terms, TimeProvider clock)
{
    private const int MostPeople = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<UserId, Queue<DateTimeOffset>> _people = new();

    public Refusal? Refuse(UserId person)
    {
        if (_people.Count > MostPeople)
        {
            _people.Clear();
        }

        var now = clock.GetUtcNow();
        var times = _people.GetOrAdd(person, _ => new Queue<DateTimeOffset>());
        lock (times)
        {
            while (times.TryPeek(out var oldest) && oldest <= now - Window)
            {
                times.Dequeue();
            }

            if (times.Count >= terms.JobsPerMinute)
            {
                return DataGenErrors.TooMany(terms.JobsPerMinute, times.Peek() + Window - now);
            }

            times.Enqueue(now);
            return null;
        }
    }
}
