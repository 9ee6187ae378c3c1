using System.Net.Http.Headers;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Vault;

namespace Synter.Infrastructure.Providers;

/// <summary>
/// One call's way in: where the provider is and the secret that opens it. It makes requests that carry the secret, and gives it
/// to nobody.
/// </summary>
internal sealed class ProviderAccess(ProviderLocation location, Secret secret, EffectMark? mark)
{
    private static readonly string[] TokenFields = ["access_token", "page_access_token", "user_access_token", "bearer_token", "token"];

    public bool IsSandbox => location.IsSandbox;

    /// <param name="path">Relative, with its query.</param>
    public HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(location.Base, path));
        request.Headers.Authorization = secret.Use(TokenField(), Bearer);
        if (location.IsSandbox && mark is not null)
        {
            request.Headers.Add(EffectMark.EffectHeader, mark.Effect.ToString());
            request.Headers.TryAddWithoutValidation(EffectMark.KeyHeader, mark.IdempotencyKey);
        }

        return request;
    }

    /// <summary>A field beside the token that is no secret, as a page's id.</summary>
    public string? Field(string name) => secret.Has(name) ? secret.Use(name, value => value) : null;

    private string TokenField()
    {
        var names = secret.FieldNames();
        var field = TokenFields.FirstOrDefault(names.Contains);
        // The sandbox takes any secret, whatever its fields are called.
        field ??= names.Count == 1 || (names.Count > 1 && location.IsSandbox) ? names[0] : null;
        return field ?? throw Unusable("The connection holds no access token. Connect the account again.");
    }

    /// <summary>Checked here because the framework's own complaint would quote the token.</summary>
    private static AuthenticationHeaderValue Bearer(string token) => token.Length > 0 && token.All(c => c is > ' ' and < '\x7f')
        ? new AuthenticationHeaderValue("Bearer", token)
        : throw Unusable("The connection’s access token has characters that no token has. Connect the account again.");

    private static ProviderException Unusable(string message) => new(FailureClass.Auth, "credential_unusable", message);
}
