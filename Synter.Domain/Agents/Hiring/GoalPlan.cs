using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Schedules;

namespace Synter.Domain.Agents.Hiring;

/// <summary>What a person wants of a goal, checked against its template.</summary>
public sealed record GoalPlan(GoalTemplate Template, Schedule When, JsonObject Settings);
