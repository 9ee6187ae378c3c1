using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>
/// Remembers loaded subjects for a little while. Revisions never change; the workspace's zone may, so nothing is kept for long.
/// </summary>
internal sealed class SubjectCache(IRunSubjects subjects, TimeProvider clock)
{
    private const int Most = 1_000;
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<RunTarget, Entry> _entries = new();

    public async ValueTask<RunSubject?> LoadAsync(RunTarget target, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (_entries.TryGetValue(target, out var known) && known.Until > now)
        {
            return Copy(known.Subject);
        }

        if (await subjects.LoadAsync(target, cancellationToken) is not { } subject)
        {
            return null;
        }

        if (_entries.Count >= Most)
        {
            _entries.Clear();
        }

        _entries[target] = new Entry(subject, now + Keep);
        return Copy(subject);
    }

    // A skill may change the objects in its hands; the next run gets them fresh.
    private static RunSubject Copy(RunSubject subject) => subject with
    {
        Agent = subject.Agent is null ? null : subject.Agent with { Config = (JsonObject)subject.Agent.Config.DeepClone() },
        Goal = subject.Goal is null ? null : subject.Goal with { Settings = (JsonObject)subject.Goal.Settings.DeepClone() },
    };

    private sealed record Entry(RunSubject Subject, DateTimeOffset Until);
}
