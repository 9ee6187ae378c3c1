using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Infrastructure.Accounts.Members;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Accounts;

public static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(identity =>
        {
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            identity.User.RequireUniqueEmail = true;
            // Length is what counts; the rest only teaches people to write «Password1!».
            identity.Password.RequiredLength = PasswordRules.Shortest;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
        }).AddUserStore<UserStore>();
        services.AddSingleton<IPasswordHasher<User>, Argon2PasswordHasher>();
        services.AddSingleton(provider => new Argon2id(provider.GetRequiredService<SynterSettings>().PasswordCost));
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionRotation>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<PersonalTokens>();
        services.AddSingleton<Memberships>();
        services.AddSingleton<AcceptInvitation>();
        services.AddSingleton<MemberQueries>();
        services.AddSingleton<SessionQueries>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SignIn>();
        services.AddWaysIn();
        services.AddFactors();
        services.AddSingleton<IRetentionTask, SignInRetention>();
        services.AddSingleton<CreateWorkspace>();
        services.AddSingleton<SamplePeople>();
        services.AddSingleton<FirstAdmin>();
        services.AddSingleton<ISeed, AccountsSeed>();
        services.AddSingleton<StopStore>();
        services.AddSingleton<IStopStore>(provider => provider.GetRequiredService<StopStore>());
        services.AddSingleton<IStopState>(provider => provider.GetRequiredService<StopStore>());
        services.AddSingleton<StopChanges>();
        services.AddSingleton<ResumeChanges>();

        services.AddDataProtection().SetApplicationName("synter");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new DatabaseKeys(provider.GetRequiredService<SynterDatabase>())));
        return services;
    }
}
