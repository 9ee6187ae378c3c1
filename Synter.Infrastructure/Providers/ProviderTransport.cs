using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Providers;

/// <summary>
/// Sends one request once, and tells every way it can fail on the road. What the provider itself says is its own client's to
/// read. Nothing is retried here: reads are retried by runs, writes by the gate.
/// </summary>
internal sealed class ProviderTransport(HttpClient http, string provider)
{
    public async Task<ProviderAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isWrite = request.Method != HttpMethod.Get;
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new ProviderAnswer(provider, response.StatusCode, HeadersOf(response), Parse(body), isWrite);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderException(FailureClass.Transient, "timeout", $"{provider} did not answer in time.") { InDoubt = isWrite };
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new ProviderException(FailureClass.Schema, "answer_too_large", $"{provider} answered with more than Synter reads.", inner: e) { InDoubt = isWrite };
        }
        catch (HttpRequestException e) when (NeverArrived(e))
        {
            throw new ProviderException(FailureClass.Transient, "unreachable", $"{provider} could not be reached. Nothing was sent.", inner: e);
        }
        catch (HttpRequestException e)
        {
            throw new ProviderException(FailureClass.Transient, "connection_lost", $"The connection to {provider} broke before it answered.", inner: e) { InDoubt = isWrite };
        }
    }

    private static bool NeverArrived(HttpRequestException e) => e.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response) =>
        response.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(",", h.Value));

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
