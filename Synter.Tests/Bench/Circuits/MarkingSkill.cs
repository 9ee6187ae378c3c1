using System.Globalization;
using Synter.Domain.Agents.Runs;

namespace Synter.Tests.Bench.Circuits;

/// <summary>Reports marks when it is told to, and notes when it did.</summary>
internal sealed class MarkingSkill : IAgentSkill
{
    private readonly TaskCompletionSource<RunContext> _context = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When each mark was reported, in milliseconds of Unix time.</summary>
    public List<double> Sent { get; } = [];

    // In place of the marketing agent's daily skill, so that a hired agent's goal leads here.
    public string Key => "marketing.compose_daily";

    public async Task<RunOutcome> RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        _context.SetResult(context);
        await _done.Task.WaitAsync(cancellationToken);
        return RunOutcome.Nothing;
    }

    /// <summary>Reports so many, one each time.</summary>
    public async Task MarkAsync(int count, TimeSpan each, CancellationToken cancellationToken)
    {
        var context = await _context.Task;
        using var timer = new PeriodicTimer(each);
        for (var i = 0; i < count; i++)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            Sent.Add((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds);
            context.Report(Sent.Count, 10_000, string.Create(CultureInfo.InvariantCulture, $"Mark {Sent.Count}"));
        }
    }

    public void Finish() => _done.TrySetResult();
}
