using System.Text.Json;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Providers;
using Synter.Infrastructure.Sandbox;

namespace Synter.Infrastructure.Accounts.Outside;

/// <summary>
/// What providers publish about themselves: their addresses, their keys. Remembered, and asked for anew when a token names a key
/// that nobody knows yet; at most once a minute, or made-up keys would have us ask without end.
/// </summary>
public sealed class OutsideDocuments(IHttpClientFactory clients, IProviderStandIn sandbox, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan AskedEach = TimeSpan.FromMinutes(1);

    private const int Largest = 256 * 1024;
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(12);

    private readonly Dictionary<string, Published> _published = [];
    private readonly SemaphoreSlim _turn = new(1);

    /// <exception cref="OutsideException">It cannot be asked, or says what is not to be believed.</exception>
    public async Task<OutsideEndpoints> EndpointsAsync(OutsideProvider provider, CancellationToken cancellationToken)
    {
        if (provider.IsPractice) return SimulatedIdentity.Endpoints(sandbox);
        if (provider.Stated is { } stated) return stated;
        return await InTurnAsync(provider, async published =>
        {
            if (published.Endpoints is null || clock.Now() - published.EndpointsAt > Remembered)
                (published.Endpoints, published.EndpointsAt) = (await DiscoverAsync(provider, cancellationToken), clock.Now());
            return published.Endpoints;
        }, cancellationToken);
    }

    /// <summary>The key that a token names; null when the provider has none of that name.</summary>
    public async Task<JsonWebKey?> KeyAsync(OutsideProvider provider, string kid, CancellationToken cancellationToken)
    {
        var address = (await EndpointsAsync(provider, cancellationToken)).Keys;
        return await InTurnAsync(provider, async published =>
        {
            var age = clock.Now() - published.KeysAt;
            if (published.Keys is null || age > Remembered || (age >= AskedEach && Find(published, kid) is null))
            {
                // Before the answer: asking in vain counts too.
                published.KeysAt = clock.Now();
                published.Keys = await ReadAsync(address, JsonWebKey.ReadAll, cancellationToken);
            }

            return Find(published, kid);
        }, cancellationToken);
    }

    /// <summary>What the user's own document says, asked for with their access token.</summary>
    public async Task<OutsideIdentity> UserInfoAsync(Uri address, string accessToken, CancellationToken cancellationToken) => await ReadAsync(
        address,
        utf8 =>
        {
            using var document = JsonDocument.Parse(utf8);
            var claims = document.RootElement;
            return claims.TryGetProperty("sub", out var subject) && subject.GetString() is { } sub ? OutsideIdentity.From(sub, claims) : throw new JsonException("It names nobody.");
        },
        cancellationToken,
        accessToken);

    public void Dispose() => _turn.Dispose();

    private async Task<OutsideEndpoints> DiscoverAsync(OutsideProvider provider, CancellationToken cancellationToken) => await ReadAsync(
        new Uri(provider.IssuerText.TrimEnd('/') + "/.well-known/openid-configuration"),
        utf8 =>
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            // Else whoever answers at that address could speak for another.
            if (Text(root, "issuer") != provider.IssuerText) throw new OutsideException("the discovery document is another issuer's");
            return new OutsideEndpoints(
                Address(root, "authorization_endpoint")!, Address(root, "token_endpoint")!, Address(root, "jwks_uri")!, Address(root, "userinfo_endpoint", isRequired: false));
        },
        cancellationToken);

    private async Task<T> ReadAsync<T>(Uri address, Func<byte[], T> read, CancellationToken cancellationToken, string? bearer = null)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd("application/json");
            if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
            using var http = clients.CreateClient(nameof(OutsideDocuments));
            http.MaxResponseContentBufferSize = Largest;
            using var answer = await http.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode) throw new OutsideException($"{address.Host} answers {(int)answer.StatusCode}");
            return read(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested && failed is HttpRequestException or TaskCanceledException or JsonException or InvalidOperationException)
        {
            throw new OutsideException($"{address.Host} cannot be asked: {failed.Message}", failed);
        }
    }

    private async Task<T> InTurnAsync<T>(OutsideProvider provider, Func<Published, Task<T>> look, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_published.TryGetValue(provider.Key, out var published)) _published[provider.Key] = published = new Published();
            return await look(published);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static JsonWebKey? Find(Published published, string kid) => published.Keys?.FirstOrDefault(key => key.Id == kid);

    private static Uri? Address(JsonElement document, string name, bool isRequired = true)
    {
        if (Text(document, name) is not { } text) return isRequired ? throw new OutsideException($"the discovery document has no {name}") : null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && OutsideEndpoints.IsSafe(address) ? address : throw new OutsideException($"{name} is not an https address");
    }

    private static string? Text(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed class Published
    {
        public OutsideEndpoints? Endpoints { get; set; }

        public DateTimeOffset EndpointsAt { get; set; }

        public IReadOnlyList<JsonWebKey>? Keys { get; set; }

        public DateTimeOffset KeysAt { get; set; }
    }
}
