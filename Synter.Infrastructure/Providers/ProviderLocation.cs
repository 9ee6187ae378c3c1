using Synter.Domain.Approvals.Gate;

namespace Synter.Infrastructure.Providers;

/// <summary>Where a provider is reached: its own address, or the sandbox's in its place.</summary>
/// <param name="Base">Ends with a slash.</param>
internal sealed record ProviderLocation(Uri Base, bool IsSandbox)
{
    /// <summary>The stand-in where there is one, else the real provider.</summary>
    public static ProviderLocation Of(string provider, Uri real, IProviderStandIn standIn) =>
        standIn.For(provider) is { } sandbox ? new(sandbox, IsSandbox: true) : new(WithSlash(real), IsSandbox: false);

    /// <summary>Whether a base address may be used: a token goes there, so it is https, or this machine.</summary>
    public static bool IsUsable(Uri address) => address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static Uri WithSlash(Uri address) => address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
}

/// <summary>Stands in for every provider where simulated ones are on.</summary>
public interface IProviderStandIn
{
    /// <summary>The base address that plays a provider; null where the real one is meant.</summary>
    /// <exception cref="Domain.Agents.Runs.ProviderException">It is on and does not listen yet. The real one is never asked in its place.</exception>
    Uri? For(string provider);
}

/// <summary>Which effect a request serves. Told to the sandbox only, so that its page can say what belongs together.</summary>
internal sealed record EffectMark(EffectId Effect, string IdempotencyKey)
{
    public const string EffectHeader = "X-Sandbox-Effect-Id";

    public const string KeyHeader = "X-Sandbox-Idempotency-Key";

    public static EffectMark Of(ApprovedEffect effect) => new(effect.Id, effect.IdempotencyKey);
}
