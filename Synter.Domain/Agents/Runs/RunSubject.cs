namespace Synter.Domain.Agents.Runs;

/// <summary>A run's target, loaded: what its skill gets to see, and which skill that is.</summary>
/// <param name="Zone">The agent's zone: its config's, else the workspace's.</param>
/// <param name="SkillKey">What the goal template's <c>skill_binding</c> names.</param>
public sealed record RunSubject(RunAgent? Agent, RunGoal? Goal, TimeZoneInfo Zone, string SkillKey);
