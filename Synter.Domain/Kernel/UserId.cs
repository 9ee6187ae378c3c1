namespace Synter.Domain.Kernel;

/// <summary>A person who signs in.</summary>
public readonly record struct UserId(Guid Value) : IStrongId<UserId>
{
    public static string Prefix => "usr_";

    public static UserId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
