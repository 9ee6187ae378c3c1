using System.Net.Http.Json;
using Synter.Domain.Accounts;

namespace Synter.Tests.Support;

/// <summary>
/// An authenticator app as a person has it. A code is taken once, and one from the half minute before or after now is taken too:
/// so two in a row can be shown without waiting, and each is still good half a minute later, however slow the machine.
/// </summary>
public sealed class AuthenticatorApp(string secret)
{
    private readonly byte[] _secret = Base32.Read(secret.Replace(" ", "", StringComparison.Ordinal));
    private long _last;

    public string Next()
    {
        var now = Totp.Step(TimeProvider.System.GetUtcNow());
        _last = Math.Max(_last + 1, now);
        Assert.True(_last <= now + 1, "More codes than two were asked for at once.");
        return Totp.CodeAt(_secret, _last);
    }

    /// <summary>Sets up a second factor for who the client signs in as.</summary>
    public static async Task<(AuthenticatorApp App, IReadOnlyList<string> RecoveryCodes)> SetUpAsync(HttpClient client)
    {
        using var offered = await client.PostAsync("/auth/second-factor/setup", null);
        offered.EnsureSuccessStatusCode();
        var app = new AuthenticatorApp((await offered.JsonAsync())["secret"]!.GetValue<string>());
        using var confirmed = await client.PostAsJsonAsync("/auth/second-factor/confirm", new { code = app.Next() });
        confirmed.EnsureSuccessStatusCode();
        return (app, [.. (await confirmed.JsonAsync())["recovery_codes"]!.AsArray().Select(code => code!.GetValue<string>())]);
    }
}
