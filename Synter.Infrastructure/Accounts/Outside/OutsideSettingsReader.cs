using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Accounts.Outside;

/// <summary>Reads who else may say who somebody is: <c>GOOGLE_CLIENT_ID</c>, <c>SYNTER_OIDC_ISSUER</c> and their companions.</summary>
public static class OutsideSettingsReader
{
    private static readonly string[] s_scopes = ["openid", "email", "profile"];

    public static IReadOnlyList<OutsideProvider> Read(Func<string, string?> text)
    {
        var found = new List<OutsideProvider>();
        if (text("GOOGLE_CLIENT_ID") is not null) found.Add(Read(text, "GOOGLE", OutsideProvider.Google, "Google", "https://accounts.google.com"));
        if (text("SYNTER_OIDC_ISSUER") is not null) found.Add(Read(text, "SYNTER_OIDC", OutsideProvider.Oidc, "single sign-on", null));
        return found;
    }

    private static OutsideProvider Read(Func<string, string?> text, string prefix, string key, string name, string? issuer)
    {
        var clientId = text($"{prefix}_CLIENT_ID") ?? throw new StartupException($"{prefix}_ISSUER is set without {prefix}_CLIENT_ID: set both, as the provider gave them.");
        var secret = SecretText.Read(text, $"{prefix}_CLIENT_SECRET")
            ?? throw new StartupException($"{prefix}_CLIENT_ID is set without its secret: set {prefix}_CLIENT_SECRET or {prefix}_CLIENT_SECRET_FILE.");
        return new OutsideProvider(
            key, text($"{prefix}_NAME") ?? name, Address($"{prefix}_ISSUER", text($"{prefix}_ISSUER") ?? issuer!), clientId, secret,
            Scopes(text($"{prefix}_SCOPE")), Stated(text, prefix));
    }

    private static OutsideEndpoints? Stated(Func<string, string?> text, string prefix)
    {
        Uri? At(string part) => text($"{prefix}_{part}") is { } address ? Address($"{prefix}_{part}", address) : null;

        var (authorization, token, keys) = (At("AUTHORIZATION_URL"), At("TOKEN_URL"), At("JWKS_URL"));
        if (authorization is null && token is null && keys is null) return null;
        return authorization is not null && token is not null && keys is not null
            ? new OutsideEndpoints(authorization, token, keys, At("USERINFO_URL"))
            : throw new StartupException($"{prefix}_AUTHORIZATION_URL, {prefix}_TOKEN_URL and {prefix}_JWKS_URL belong together: set all three, or none to have them discovered.");
    }

    private static string[] Scopes(string? text)
    {
        var scopes = text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? s_scopes;
        return scopes.Contains("openid") ? scopes : ["openid", .. scopes];
    }

    private static Uri Address(string name, string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && OutsideEndpoints.IsSafe(address)
        ? address
        : throw new StartupException($"{name} is not an https address: write it as the provider does, as in https://accounts.example.com.");
}
