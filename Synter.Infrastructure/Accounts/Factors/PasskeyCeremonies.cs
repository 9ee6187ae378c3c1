using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>What a browser is asked, and what has to come back with its answer.</summary>
/// <param name="Options">For <c>navigator.credentials</c>.</param>
/// <param name="State">Sealed; the browser that was asked keeps it.</param>
public sealed record PasskeyQuestion(string Options, string State);

/// <summary>
/// Asks a browser for a passkey and judges the answer, by ASP.NET Core Identity. Between the two nothing is stored: whoever opens
/// the sign-in page would fill a table. Only what was answered rightly is noted, so that it is taken once.
/// </summary>
public sealed class PasskeyCeremonies(SynterDatabase database, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>A sign-in page may stand open for a while.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private static readonly Scope Scope = new Scope.System("sign-in");

    private readonly IDataProtector _protector = protection.CreateProtector("passkey ceremonies");

    public async Task<PasskeyQuestion> AskToCreateAsync(UserId user, HttpContext http)
    {
        var person = await Users(http).FindByIdAsync(user.ToString()) ?? throw new InvalidOperationException("Whoever is signed in has an account.");
        var made = await Handler(http).MakeCreationOptionsAsync(new PasskeyUserEntity { Id = user.ToString(), Name = person.Email!, DisplayName = person.Name }, http);
        return new PasskeyQuestion(made.CreationOptionsJson, Protect(user.ToString(), made.AttestationState));
    }

    /// <summary>Whoever holds a passkey of ours may answer: nobody is named before.</summary>
    public async Task<PasskeyQuestion> AskToSignInAsync(HttpContext http)
    {
        var made = await Handler(http).MakeRequestOptionsAsync(null, http);
        return new PasskeyQuestion(made.RequestOptionsJson, Protect("sign-in", made.AssertionState));
    }

    /// <returns>Null: it was made for somebody or somewhere else, too late, a second time, or wrongly.</returns>
    public async Task<UserPasskeyInfo?> JudgeCreatedAsync(UserId user, string? state, string? credential, HttpContext http)
    {
        if (credential is null || Unprotect(user.ToString(), state) is not { } asked) return null;
        var result = await GuardAsync(() => Handler(http).PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = asked.State }));
        return result is { Succeeded: true } && result.UserEntity.Id == user.ToString() && result.Passkey.IsUserVerified && await SpendAsync(asked, http.RequestAborted) ? result.Passkey : null;
    }

    /// <returns>Who signs in, and the passkey as it is now; null as above.</returns>
    public async Task<(UserId User, UserPasskeyInfo Passkey)?> JudgeSignInAsync(string? state, string? credential, HttpContext http)
    {
        if (credential is null || Unprotect("sign-in", state) is not { } asked) return null;
        var result = await GuardAsync(() => Handler(http).PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = asked.State }));
        return result is { Succeeded: true } && result.Passkey.IsUserVerified && await SpendAsync(asked, http.RequestAborted) ? (result.User.Id, result.Passkey) : null;
    }

    private static UserManager<User> Users(HttpContext http) => http.RequestServices.GetRequiredService<UserManager<User>>();

    private static IPasskeyHandler<User> Handler(HttpContext http) => http.RequestServices.GetRequiredService<IPasskeyHandler<User>>();

    /// <summary>What somebody made up may be no JSON, or JSON of another form: that is their refusal, not our failure.</summary>
    private static async Task<T?> GuardAsync<T>(Func<Task<T>> judge) where T : class
    {
        try
        {
            return await judge();
        }
        catch (Exception made) when (made is JsonException or FormatException or ArgumentException or InvalidOperationException or CryptographicException)
        {
            return null;
        }
    }

    private string Protect(string purpose, string? state)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(new Asked(purpose, state, clock.Now() + Life));
        return Base64Url.EncodeToString(_protector.Protect(text));
    }

    private Asked? Unprotect(string purpose, string? state)
    {
        if (state is not { Length: > 0 and < 4096 }) return null;
        try
        {
            var asked = JsonSerializer.Deserialize<Asked>(_protector.Unprotect(Base64Url.DecodeFromChars(state)));
            return asked?.Purpose == purpose && asked.ExpiresAt > clock.Now() ? asked : null;
        }
        catch (Exception made) when (made is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    private async Task<bool> SpendAsync(Asked asked, CancellationToken cancellationToken)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(asked.State!));
        await using var context = database.Context(Scope);
        return await context.Database.ExecuteSqlAsync($"INSERT INTO spent_challenges (hash, expires_at) VALUES ({hash}, {asked.ExpiresAt}) ON CONFLICT DO NOTHING", cancellationToken) == 1;
    }

    private sealed record Asked(string Purpose, string? State, DateTimeOffset ExpiresAt);
}
