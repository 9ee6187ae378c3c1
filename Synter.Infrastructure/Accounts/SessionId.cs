using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts;

/// <summary>Names a session without being its token.</summary>
public readonly record struct SessionId(Guid Value) : IStrongId<SessionId>
{
    public static string Prefix => "ses_";

    public static SessionId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
