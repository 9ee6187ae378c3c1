namespace Synter.Web.Features.Agents.Hiring;

public enum AgentTab
{
    Configure,
    Goals,
    Drafts,
    Runs,
    Activity,
}
