using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Infrastructure.Providers;

namespace Synter.Infrastructure.CStore;

/// <summary>
/// Ratio1's CStore by its HTTP API. It has no delete, no time to live and no compare-and-set; whoever writes last is right. Values are
/// JSON as text, as Ratio1's own clients keep them.
/// </summary>
/// <exception cref="ProviderException">It could not be reached, or answered otherwise than it should.</exception>
internal sealed class CStoreClient(IHttpClientFactory clients, CStoreSettings settings)
{
    public const string Name = "cstore";

    private readonly ProviderTransport _transport = new(clients.CreateClient(Name), "CStore");

    /// <param name="json">The value's JSON in UTF-8, piece by piece: however long it is, it is never in memory as a whole.</param>
    public Task SetAsync(string key, IAsyncEnumerable<ReadOnlyMemory<byte>> json, CancellationToken cancellationToken) =>
        WriteAsync("set", new PiecewiseValue(key, json, settings.Peers), cancellationToken);

    public Task HashSetAsync(string hash, string field, string json, CancellationToken cancellationToken) =>
        WriteAsync("hset", JsonContent.Create(new JsonObject { ["hkey"] = hash, ["key"] = field, ["value"] = json, ["chainstore_peers"] = Peers() }), cancellationToken);

    /// <summary>Null when there is none, or a null in its place: CStore knows no other way to delete.</summary>
    public async Task<string?> HashGetAsync(string hash, string field, CancellationToken cancellationToken)
    {
        var address = new Uri(settings.Address, $"hget?hkey={Uri.EscapeDataString(hash)}&key={Uri.EscapeDataString(field)}");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var answer = await _transport.SendAsync(request, cancellationToken);
        // Older nodes have no null for what is not there.
        if (answer.Status == HttpStatusCode.NotFound)
        {
            return null;
        }

        return !answer.IsSuccess ? throw Refused(answer)
            : answer.Json is { } envelope && envelope.ContainsKey("result") ? envelope["result"].AsText()
            : throw answer.Unexpected("result");
    }

    private JsonArray Peers() => new([.. settings.Peers.Select(peer => JsonValue.Create(peer))]);

    private async Task WriteAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Address, path)) { Content = content };
        var answer = await _transport.SendAsync(request, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw Refused(answer);
        }

        // An envelope that says anything but true has kept nothing.
        if (!(answer.Json.At("result") is JsonValue result && result.TryGetValue<bool>(out var kept) && kept))
        {
            throw new ProviderException(FailureClass.Transient, "not_kept", "CStore did not say that it has kept the value.");
        }
    }

    private static ProviderException Refused(ProviderAnswer answer) => (int)answer.Status is >= 500 or 408 or 429
        ? new(FailureClass.Transient, "server_failed", $"CStore failed ({(int)answer.Status}).")
        : new(FailureClass.Rejected, "refused", $"CStore refused the request ({(int)answer.Status}).");
}
