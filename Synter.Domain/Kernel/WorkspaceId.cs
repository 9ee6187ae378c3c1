namespace Synter.Domain.Kernel;

/// <summary>A workspace: the tenant that every business row belongs to.</summary>
public readonly record struct WorkspaceId(Guid Value) : IStrongId<WorkspaceId>
{
    public static string Prefix => "ws_";

    public static WorkspaceId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
