using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Inference;
using Synter.Infrastructure.Providers;
using ChatRole = Synter.Domain.Inference.ChatRole;

namespace Synter.Infrastructure.Inference;

/// <summary>Anthropic's Messages through its own SDK, which does not retry here: how patient a call is, its record decides.</summary>
internal sealed class AnthropicChatModel : IChatModel, IDisposable
{
    public const string Name = "anthropic";

    private readonly AnthropicClient _client;
    private readonly string _model;

    public AnthropicChatModel(IHttpClientFactory clients, InferenceSettings settings)
    {
        _model = settings.Model!;
        Label = $"{_model} at {settings.BaseUrl!.Authority}";
        _client = new AnthropicClient
        {
            ApiKey = settings.Key!.Use(key => key),
            BaseUrl = settings.BaseUrl.AbsoluteUri.TrimEnd('/'),
            HttpClient = clients.CreateClient(Name),
            MaxRetries = 0,
            Timeout = settings.Timeout,
        };
    }

    public bool IsAvailable => true;

    public bool IsOffline => false;

    public string Label { get; }

    public async Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var message = await _client.Messages.Create(Params(request), cancellationToken);
            var text = string.Concat(message.Content.Select(block => block.TryPickText(out var part) ? part.Text : ""));
            return new ChatReply(text, message.Usage.InputTokens, message.Usage.OutputTokens, IsCounted: true);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw ChatFailures.TimedOut(late);
        }
        catch (Exception broken) when (broken is AnthropicIOException or HttpRequestException)
        {
            throw new ProviderException(FailureClass.Transient, "unreachable", "The inference server could not be reached.", inner: broken);
        }
        catch (AnthropicException odd)
        {
            throw new ProviderException(FailureClass.Schema, "unexpected_answer", "The inference server answered in a form that Synter does not know.", inner: odd);
        }
    }

    public void Dispose() => _client.Dispose();

    private MessageCreateParams Params(ChatRequest request) => new()
    {
        Model = _model,
        MaxTokens = request.MaxTokens,
        System = string.Join("\n\n", request.Messages.Where(m => m.Role == ChatRole.System).Select(m => m.Text)),
        Messages =
        [
            .. request.Messages.Where(m => m.Role != ChatRole.System).Select(m => m.Role == ChatRole.Assistant
                ? (MessageParam)new AssistantMessageParam { Content = m.Text }
                : new UserMessageParam { Content = m.Text }),
        ],
    };

    /// <summary>Reads refusals where they arrive: the SDK's exceptions do not tell what <c>Retry-After</c> said.</summary>
    internal sealed class Refusals(TimeProvider clock) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw ChatFailures.Of((int)response.StatusCode, await TypeAsync(response, cancellationToken), Wait(response.Headers.RetryAfter));
            }
        }

        private TimeSpan? Wait(RetryConditionHeaderValue? header) =>
            (header?.Delta ?? header?.Date - clock.GetUtcNow()) is { } wait ? RetryAfter.Within(wait) : null;

        private static async Task<string?> TypeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
        {
            try
            {
                return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken)).At("error", "type").AsText();
            }
            catch (System.Text.Json.JsonException)
            {
                return null;
            }
        }
    }
}
