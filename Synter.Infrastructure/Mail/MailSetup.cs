using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Domain.Vault;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Mail;

public static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services) => services
        .AddSingleton<IMailTransport>(provider => new SmtpTransport(provider.GetRequiredService<SynterSettings>().Mail, provider.GetRequiredService<VaultMailSignIn>()))
        .AddSingleton<VaultMailSignIn>()
        .AddSingleton<ICredentialProbe, MailProbe>()
        .AddSingleton<PublicAddress>()
        .AddSingleton<MailOutbox>()
        .AddSingleton<MailQueue>()
        .AddSingleton<SendMail>()
        .AddSingleton<IMailQueries, MailList>()
        .AddSingleton<IRetentionTask, MailRetention>()
        .AddSingleton<AccountMail>();
}
