using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Catalog;

/// <summary>
/// Reads the published definitions. A version is read and parsed once a process, for it never changes; which one is the
/// latest is asked each time, since another process may have published meanwhile.
/// </summary>
public sealed class AgentCatalog(SynterDatabase database) : IAgentCatalog
{
    private static readonly Scope Scope = new Scope.System("the catalogue belongs to no workspace");

    private readonly ConcurrentDictionary<(string Id, int Version), AgentTypeDefinition> _known = new();

    public async ValueTask<AgentTypeDefinition?> FindAsync(string agentTypeId, int? version, CancellationToken cancellationToken)
    {
        if (version is { } pinned && _known.TryGetValue((agentTypeId, pinned), out var known))
        {
            return known;
        }

        if (!AgentTypeDefinition.IsId(agentTypeId))
        {
            return null;
        }

        await using var context = database.Context(Scope);
        var wanted = version ?? await context.Set<AgentTypeRow>().Where(t => t.AgentTypeId == agentTypeId).MaxAsync(t => (int?)t.Version, cancellationToken);
        return wanted is null ? null : (await ReadAsync(context, [(agentTypeId, wanted.Value)], cancellationToken)).SingleOrDefault();
    }

    public async ValueTask<IReadOnlyList<AgentTypeDefinition>> LatestAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var latest = await context.Set<AgentTypeRow>().GroupBy(t => t.AgentTypeId)
            .Select(g => new { Id = g.Key, Version = g.Max(t => t.Version) }).ToListAsync(cancellationToken);
        var definitions = await ReadAsync(context, [.. latest.Select(l => (l.Id, l.Version))], cancellationToken);
        return [.. definitions.OrderBy(d => d.Listing.Category, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal)];
    }

    private async Task<IEnumerable<AgentTypeDefinition>> ReadAsync(
        SynterDbContext context, IReadOnlyList<(string Id, int Version)> wanted, CancellationToken cancellationToken)
    {
        foreach (var (id, version) in wanted.Where(w => !_known.ContainsKey(w)))
        {
            var text = await context.Set<AgentTypeRow>().Where(t => t.AgentTypeId == id && t.Version == version)
                .Select(t => t.Definition).SingleOrDefaultAsync(cancellationToken);
            if (text is not null)
            {
                _known.TryAdd((id, version), AgentTypeDefinition.Parse(JsonNode.Parse(text)!.AsObject()).Value);
            }
        }

        return wanted.Where(_known.ContainsKey).Select(w => _known[w]);
    }
}
