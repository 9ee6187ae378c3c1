namespace Synter.Domain.Agents.Catalog;

/// <summary>The most an agent may change outside, said on its card before anyone hires it.</summary>
public enum AgentImpact
{
    NothingOutside,
    SendsData,
    PostsPublicly,
    MovesMoney,
}
