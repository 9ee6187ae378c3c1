using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>A person's yes to one revision of a deliverable.</summary>
public readonly record struct ApprovalId(Guid Value) : IStrongId<ApprovalId>
{
    public static string Prefix => "apr_";

    public static ApprovalId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
