using Microsoft.Extensions.Hosting;
using Npgsql;
using Quartz;

namespace Synter.Infrastructure.Agents.Schedules;

/// <summary>
/// Takes this node out of the clock's list when it stops in good order. Quartz leaves it there, and the next to look, in a cluster
/// another node and else the next start, warns of a node that failed.
/// </summary>
internal sealed class ClockSignOff(ISchedulerFactory schedulers, NpgsqlDataSource source) : IHostedLifecycleService
{
    private string? _node;

    public async Task StartedAsync(CancellationToken cancellationToken) =>
        _node = (await schedulers.GetScheduler(cancellationToken)).SchedulerInstanceId;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_node is null)
        {
            return;
        }

        await using var command = source.CreateCommand("DELETE FROM quartz.qrtz_scheduler_state WHERE instance_name = $1");
        command.Parameters.Add(new() { Value = _node });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
