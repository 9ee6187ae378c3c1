using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>The skills this version of Synter has, by key. Two with one key do not start.</summary>
internal sealed class Skills(IEnumerable<IAgentSkill> skills)
{
    private readonly Dictionary<string, IAgentSkill> _byKey = skills.ToDictionary(s => s.Key);

    public IAgentSkill? Find(string key) => _byKey.GetValueOrDefault(key);
}
