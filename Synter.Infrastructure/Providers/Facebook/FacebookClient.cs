using Microsoft.Extensions.Options;
using Synter.Domain.Vault;

namespace Synter.Infrastructure.Providers.Facebook;

/// <summary>How Graph is reached and how its refusals are read; what reader and writer share.</summary>
internal sealed class FacebookClient(IHttpClientFactory clients, IProviderStandIn standIn, IOptions<FacebookOptions> options, TimeProvider clock)
{
    public const string Name = "facebook";

    private readonly ProviderTransport _transport = new(clients.CreateClient(Name), "Facebook");

    /// <summary>What Graph calls whoever the token belongs to: the page itself, for a page's token.</summary>
    private const string Self = "me";

    public ProviderLocation Location() => ProviderLocation.Of(Name, options.Value.BaseAddress, standIn);

    public ProviderAccess Open(Secret secret) => new(Location(), secret, mark: null);

    public string Path(string path) => $"{options.Value.ApiVersion}/{path}";

    /// <summary>
    /// The page to post to. Only digits are a page's id; a name or handle is for people, and then the token says which page it is,
    /// with no call more to find out.
    /// </summary>
    public static string PageOf(ProviderAccess access, string account) =>
        access.Field("page_id") is { } id && IsId(id) ? id : IsId(account) ? account : Self;

    /// <exception cref="Domain.Agents.Runs.ProviderException">It failed, on the road or by Graph's own word.</exception>
    public async Task<ProviderAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await _transport.SendAsync(request, cancellationToken);
        return answer.IsSuccess && answer.Json?["error"] is null ? answer : throw FacebookErrors.Read(answer, clock.GetUtcNow());
    }

    /// <summary>As <see cref="SendAsync"/>, but null for what is not there.</summary>
    public async Task<ProviderAnswer?> LookAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await _transport.SendAsync(request, cancellationToken);
        return FacebookErrors.IsMissing(answer) ? null
            : answer.IsSuccess ? answer
            : throw FacebookErrors.Read(answer, clock.GetUtcNow());
    }

    private static bool IsId(string text) => text.Length is >= 5 and <= 32 && text.All(char.IsAsciiDigit);
}
