namespace Synter.Domain.Approvals.Gate;

/// <summary>Tells this node's executor that there is something to do, after the commit. What is lost, its poll finds.</summary>
public interface IExecutorSignal
{
    void Wake();
}
