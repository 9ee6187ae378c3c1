using System.Net;
using Microsoft.Extensions.Options;
using Synter.Domain.Vault;

namespace Synter.Infrastructure.Providers.X;

/// <summary>How X is reached and how its refusals are read; what reader and writer share.</summary>
internal sealed class XClient(IHttpClientFactory clients, IProviderStandIn standIn, IOptions<XOptions> options, TimeProvider clock)
{
    public const string Name = "x";

    private readonly ProviderTransport _transport = new(clients.CreateClient(Name), "X");

    public ProviderLocation Location() => ProviderLocation.Of(Name, options.Value.BaseAddress, standIn);

    public ProviderAccess Open(Secret secret) => new(Location(), secret, mark: null);

    /// <exception cref="Domain.Agents.Runs.ProviderException">It failed, on the road or by X's own word.</exception>
    public async Task<ProviderAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await _transport.SendAsync(request, cancellationToken);
        return answer.IsSuccess ? answer : throw XErrors.Read(answer, clock.GetUtcNow());
    }

    /// <summary>As <see cref="SendAsync"/>, but null for what is not there: X says so with 200 and no data, or with 404.</summary>
    public async Task<ProviderAnswer?> LookAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await _transport.SendAsync(request, cancellationToken);
        return answer.Status == HttpStatusCode.NotFound || (answer.IsSuccess && answer.Json?["errors"] is not null && answer.Json["data"] is null) ? null
            : answer.IsSuccess ? answer
            : throw XErrors.Read(answer, clock.GetUtcNow());
    }
}
