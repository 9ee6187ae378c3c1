using Synter.Domain.Kernel;

namespace Synter.Domain.Views;

public readonly record struct SavedViewId(Guid Value) : IStrongId<SavedViewId>
{
    public static string Prefix => "view_";

    public static SavedViewId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}

/// <summary>A list's filters and order under a name that a person gave them.</summary>
/// <param name="Query">As it stands in the address, with its question mark.</param>
/// <param name="IsShared">Everybody in the workspace sees it.</param>
/// <param name="IsOwn">The reader keeps it.</param>
/// <param name="Owner">Name of the person who keeps it.</param>
public sealed record SavedView(SavedViewId Id, string Name, string Query, bool IsShared, bool IsOwn, string Owner);
