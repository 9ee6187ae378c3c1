using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>Who looks at a deliverable that waits.</summary>
public sealed record Assignee(UserId User, string Name);
