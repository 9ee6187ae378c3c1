using Synter.Domain.Mail;
using Synter.Infrastructure.Settings;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Features.Mail;

/// <summary>
/// Who may read the outbox: staff; and, so that a fresh machine can be tried with no mail server, whoever sits at the machine
/// itself in Development.
/// </summary>
public sealed class OutboxDoor(SynterSettings settings, IMailTransport transport)
{
    public bool IsOpenTo(HttpContext context) =>
        (context.User.Identity is { IsAuthenticated: true } && context.User.IsStaff() && !context.User.OwesSecondFactor()) || IsOpenHere(context);

    public bool IsOpenHere(HttpContext context) => settings.IsDevelopment && !transport.IsSet && AtThisMachine.Is(context);
}
