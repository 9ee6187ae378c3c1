namespace Synter.Domain.Agents.Catalog;

/// <summary>The published agent types, for everyone alike. A version, once published, is the same for ever.</summary>
public interface IAgentCatalog
{
    /// <summary>One version, the latest where none is asked for; null when there is none such.</summary>
    ValueTask<AgentTypeDefinition?> FindAsync(string agentTypeId, int? version, CancellationToken cancellationToken);

    /// <summary>The latest version of each, by category and name.</summary>
    ValueTask<IReadOnlyList<AgentTypeDefinition>> LatestAsync(CancellationToken cancellationToken);
}
