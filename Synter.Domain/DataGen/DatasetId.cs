using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>A dataset somebody asked for. Several runs may work on it: the first, and one for each «retry failed».</summary>
public readonly record struct DatasetId(Guid Value) : IStrongId<DatasetId>
{
    public static string Prefix => "dst_";

    public static DatasetId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
