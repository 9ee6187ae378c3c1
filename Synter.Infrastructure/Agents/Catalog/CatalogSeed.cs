using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Agents.Catalog;

/// <summary>Publishes the definitions that ship with this version of Synter, where they are not published yet.</summary>
public sealed class CatalogSeed(SynterDatabase database, IReadOnlyList<AgentTypeDefinition> shipped, TimeProvider clock) : ISeed
{
    public CatalogSeed(SynterDatabase database, TimeProvider clock) : this(database, Load(), clock)
    {
    }

    public int Order => 100;

    /// <exception cref="StartupException">A published version would change.</exception>
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.System("seed"));
        foreach (var definition in shipped)
        {
            var published = await context.Set<AgentTypeRow>().FindAsync([definition.Id, definition.Version], cancellationToken);
            if (published is null)
            {
                context.Add(new AgentTypeRow { AgentTypeId = definition.Id, Version = definition.Version, Definition = definition.Json, PublishedAt = clock.Now() });
            }
            else if (!IsSame(published.Definition, definition.Json))
            {
                throw new StartupException(
                    $"{definition.Id}.agent.json differs from its version {definition.Version} that is published in this database: give the changed file a new version.");
            }
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Order counts, for forms follow it; how a character is escaped does not.</summary>
    private static bool IsSame(string left, string right) => JsonNode.Parse(left)!.ToJsonString() == JsonNode.Parse(right)!.ToJsonString();

    private static IReadOnlyList<AgentTypeDefinition> Load()
    {
        try
        {
            return ShippedAgentTypes.Load();
        }
        catch (InvalidDataException e)
        {
            throw new StartupException(e.Message, e);
        }
    }
}
