using System.Net;
using System.Net.Http.Json;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Gate;

namespace Synter.Tests.Support;

/// <summary>Sends effects of any kind to a <see cref="FakeProvider"/>, as a real writer would: by HTTP, once.</summary>
public sealed class FakeProviderWriter(string provider, FakeProvider server) : IEffectWriter
{
    private readonly HttpClient _client = new() { BaseAddress = server.Address };

    public string Provider => provider;

    public IReadOnlySet<string> Kinds { get; } = EffectKinds.All.Where(k => k.Providers.Contains(provider)).Select(k => k.Key).ToHashSet();

    public TimeSpan SettleTime => TimeSpan.FromSeconds(2);

    public bool NotFoundIsProof { get; set; } = true;

    /// <summary>What it says that reading back showed.</summary>
    public string? Differs { get; set; }

    public async Task<string?> DriftAsync(ApprovedEffect effect, CancellationToken cancellationToken)
    {
        if (effect.Before is null)
        {
            return null;
        }

        var current = await _client.GetStringAsync(new Uri("/current", UriKind.Relative), cancellationToken);
        return current.Length == 0 || current == effect.Before.ToJsonString() ? null : "It was changed there meanwhile.";
    }

    public async Task<Sent> SendAsync(ApprovedEffect effect, CancellationToken cancellationToken)
    {
        if (effect.IsRehearsal)
        {
            return new Sent("rehearsed");
        }

        try
        {
            using var answer = await _client.PostAsJsonAsync("/changes", new { key = effect.IdempotencyKey, after = effect.After }, cancellationToken);
            return answer.IsSuccessStatusCode
                ? new Sent(await answer.Content.ReadAsStringAsync(cancellationToken), $"{server.Address}changes/{effect.IdempotencyKey}", Differs)
                : throw Refused(answer);
        }
        catch (HttpRequestException e)
        {
            throw new ProviderException(FailureClass.Transient, "no_answer", "The line was cut.", inner: e) { InDoubt = true };
        }
    }

    public async Task<Finding> FindAsync(ApprovedEffect effect, CancellationToken cancellationToken)
    {
        using var answer = await _client.GetAsync(new Uri($"/changes/{effect.IdempotencyKey}", UriKind.Relative), cancellationToken);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK => new Finding.Found(await answer.Content.ReadAsStringAsync(cancellationToken)),
            HttpStatusCode.NotFound => new Finding.NotFound(),
            _ => throw Refused(answer),
        };
    }

    private static ProviderException Refused(HttpResponseMessage answer) => new(
        (int)answer.StatusCode switch { 401 or 403 => FailureClass.Auth, 429 or >= 500 => FailureClass.Transient, _ => FailureClass.Rejected },
        $"http_{(int)answer.StatusCode}",
        $"The provider answered {(int)answer.StatusCode}.",
        answer.Headers.RetryAfter?.Delta);
}
