using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs;

/// <summary>The conditions of a filter, only those it has, so that the planner sees which index serves.</summary>
internal sealed class RunWhere
{
    private readonly List<string> _conditions = [];
    private readonly List<object> _values = [];
    private readonly IReadOnlyList<RunStatus> _statuses;

    public RunWhere(WorkspaceId workspace, RunFilter filter)
    {
        _statuses = filter.Statuses ?? [];
        Add("r.workspace_id = {0}", workspace.Value);
        if (filter.AgentTypeId is { } type)
        {
            Add("r.agent_type_id = {0}", type);
        }

        if (filter.Agent is { } agent)
        {
            Add("r.hired_agent_id = {0}", agent.Value);
        }

        if (filter.Goal is { } goal)
        {
            Add("r.job_id = {0}", goal.ToString());
        }
    }

    public string Sql => string.Join(" AND ", _conditions);

    public IReadOnlyList<object> Values => _values;

    public bool IsOpenOnly => _statuses.Count > 0 && _statuses.All(status => !status.IsEnded());

    public RunWhere WithStatuses()
    {
        if (_statuses.Count == 0)
        {
            return this;
        }

        // What went wrong has an index of its own, and in it one status lies in the order that is asked for.
        var isBad = _statuses.All(status => status.IsEnded() && status != RunStatus.Succeeded);
        var column = isBad ? "r.ended_badly" : "r.status";
        if (_statuses is [var only])
        {
            Add(column + " = {0}", EnumNames.Write(only));
        }
        else
        {
            Add(column + " = ANY ({0})", _statuses.Select(EnumNames.Write).ToArray());
        }

        return this;
    }

    public RunWhere After(Keyset? after)
    {
        if (after is { } key)
        {
            var at = Parameter(key.At);
            _conditions.Add($"(r.queued_at, r.id) < ({at}, {Parameter(key.Id)})");
        }

        return this;
    }

    private void Add(string condition, object value) => _conditions.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, Parameter(value)));

    private string Parameter(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }
}
