using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Accounts;

/// <summary>The first workspace and its admin, in a database where nobody is yet.</summary>
public sealed class AccountsSeed(SynterDatabase database, CreateWorkspace create, SamplePeople people, SynterSettings settings, FirstAdmin announcement) : ISeed
{
    private const string PasswordLetters = "abcdefghijkmnpqrstuvwxyz23456789";

    public int Order => 20;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await using (var context = database.Context(new Scope.System("seed")))
            if (await context.Users.AnyAsync(cancellationToken)) return;

        var password = settings.AdminPassword ?? RandomPassword();
        var made = await create.ExecuteAsync(
            new NewWorkspace("main", "Main workspace", LocalTimeZone(), settings.AdminEmail, password, AdminIsStaff: settings.IsDevelopment, AllowsSignUp: settings.IsDevelopment), actor: null, cancellationToken);
        if (made.Refusal is { } refusal) throw new StartupException($"The first admin could not be made: {string.Join(" ", refusal.Errors.Select(error => error.Message).DefaultIfEmpty(refusal.Message))}");
        if (settings.HasSamplePeople) await people.AddAsync(made.Value.Workspace.Id, password, cancellationToken);
        announcement.Email = settings.AdminEmail;
        announcement.GeneratedPassword = settings.AdminPassword is null ? password : null;
    }

    /// <summary>Four groups of five, a hundred bits, with no two signs that look alike.</summary>
    private static string RandomPassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(PasswordLetters, 5)));

    private static string LocalTimeZone() => TimeZoneInfo.Local.HasIanaId && TimeZoneInfo.Local.Id is not "Etc/UTC" ? TimeZoneInfo.Local.Id : "UTC";
}

/// <summary>What to tell the operator, once, after the very first start.</summary>
public sealed class FirstAdmin
{
    /// <summary>Null when there were people already.</summary>
    public string? Email { get; internal set; }

    /// <summary>Null when the operator chose the password.</summary>
    public string? GeneratedPassword { get; internal set; }
}
