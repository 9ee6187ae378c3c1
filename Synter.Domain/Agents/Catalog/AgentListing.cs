namespace Synter.Domain.Agents.Catalog;

/// <summary>An agent's card in the gallery.</summary>
/// <param name="Category">The tab it stands under, as in <c>Marketing</c>.</param>
/// <param name="Needs">What a workspace must bring, in words.</param>
/// <param name="MayChange">What it may change outside once a person approved, in words.</param>
public sealed record AgentListing(string Category, AgentImpact Impact, string Needs, string MayChange);
