using Synter.Domain.Kernel;

namespace Synter.Domain.Mail;

public readonly record struct MailId(Guid Value) : IStrongId<MailId>
{
    public static string Prefix => "mail_";

    public static MailId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
