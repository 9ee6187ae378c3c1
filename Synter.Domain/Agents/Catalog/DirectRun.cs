using Synter.Domain.Agents.Catalog.Schemas;

namespace Synter.Domain.Agents.Catalog;

/// <summary>What an agent type does when it is run by parameters alone, without a goal.</summary>
/// <param name="SkillBinding">The key of the skill that does the work.</param>
public sealed record DirectRun(ConfigSchema ParamsSchema, string SkillBinding);
