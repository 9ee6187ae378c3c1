using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Tests.Support;

/// <summary>What people would have been written, as «occasion e-mail».</summary>
public sealed class RecordedAccountMail : IAccountMail
{
    public List<string> Sent { get; } = [];

    public Task NewDeviceAsync(MailRecipient to, string device, string place, DateTimeOffset at, CancellationToken cancellationToken) => Record("new device", to.Email, device);

    public Task SessionRevokedAsync(MailRecipient to, string device, string place, DateTimeOffset at, CancellationToken cancellationToken) => Record("session revoked", to.Email, device);

    public Task InvitedAsync(string email, string workspace, string by, Role role, string token, DateTimeOffset expiresAt, CancellationToken cancellationToken) => Record("invited", email, role.ToString());

    private Task Record(string occasion, string email, string about)
    {
        lock (Sent) Sent.Add($"{occasion}: {email}: {about}");
        return Task.CompletedTask;
    }
}
