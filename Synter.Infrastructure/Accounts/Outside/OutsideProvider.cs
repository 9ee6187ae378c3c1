namespace Synter.Infrastructure.Accounts.Outside;

/// <summary>A service that Synter lets say who somebody is, over OpenID Connect.</summary>
/// <param name="Key">As in the address, <c>/auth/google</c>.</param>
/// <param name="Name">As on the button, «Continue with Google».</param>
/// <param name="Issuer">What its tokens call it, compared exactly.</param>
/// <param name="Stated">Its addresses where the operator gave them; null: as its discovery document says.</param>
/// <param name="IsPractice">The sandbox plays it: anybody may say they are anybody.</param>
public sealed record OutsideProvider(string Key, string Name, Uri Issuer, string ClientId, string ClientSecret, IReadOnlyList<string> Scopes, OutsideEndpoints? Stated = null, bool IsPractice = false)
{
    public const string Google = "google";
    public const string Oidc = "oidc";

    /// <summary>
    /// What its people are kept under. The issuer and not the key: were another service configured under the same key, its
    /// subject «17» would be somebody else.
    /// </summary>
    public string Realm => IsPractice ? "practice" : IssuerText;

    /// <summary>As written, with no slash at the end that nobody wrote.</summary>
    public string IssuerText => Issuer.OriginalString;

    public override string ToString() => $"{Key} ({IssuerText})";
}

/// <summary>Where a provider is asked.</summary>
/// <param name="UserInfo">Null: then its token must say all.</param>
public sealed record OutsideEndpoints(Uri Authorization, Uri Token, Uri Keys, Uri? UserInfo)
{
    /// <summary>Secrets and people's names go there, so nothing but TLS; this machine needs none.</summary>
    public static bool IsSafe(Uri address) => address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}

/// <summary>Those who may be asked, in the order of their buttons.</summary>
public sealed class OutsideProviders(IReadOnlyList<OutsideProvider> all)
{
    public IReadOnlyList<OutsideProvider> All { get; } = all;

    public OutsideProvider? Find(string key) => All.FirstOrDefault(provider => provider.Key == key);
}
