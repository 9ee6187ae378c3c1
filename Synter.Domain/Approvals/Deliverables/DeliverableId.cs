using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>What a run made for people, stable over its revisions.</summary>
public readonly record struct DeliverableId(Guid Value) : IStrongId<DeliverableId>
{
    public static string Prefix => "dlv_";

    public static DeliverableId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
