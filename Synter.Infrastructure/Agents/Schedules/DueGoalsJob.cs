
namespace Synter.Infrastructure.Agents.Schedules;

internal sealed class DueGoalsJob(FireDueGoals fire) : SoloJob
{
    protected override Task WorkAsync(CancellationToken cancellationToken) => fire.ExecuteAsync(cancellationToken);
}
