using System.Net.Http.Headers;
using System.Net.Http.Json;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.DataGen.Making;
using Synter.Domain.DataGen.Offline;
using Synter.Domain.Inference;
using Synter.Domain.Sandbox;
using Synter.Infrastructure.Providers;

namespace Synter.Infrastructure.Inference;

/// <summary>A model behind HTTP: which path, what the body says and how the answer is read is its dialect's.</summary>
internal sealed class HttpChatModel(
    IHttpClientFactory clients, InferenceSettings settings, IProviderStandIn standIn, SandboxSwitch sandbox, ChatDialect dialect, TimeProvider clock) : IChatModel
{
    public const string Name = "inference";

    private readonly ProviderTransport _transport = new(clients.CreateClient(Name), "The inference server");

    public bool IsAvailable => settings.IsConfigured || sandbox.IsOn;

    public bool IsOffline => !settings.IsConfigured && sandbox.IsOn;

    public string Label => settings.BaseUrl is not { } address ? OfflineGenerator.Label
        : settings.Model is { } model ? $"{model} at {address.Authority}" : $"the model at {address.Authority}";

    public async Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        using var message = Message(request);
        var answer = await _transport.SendAsync(message, cancellationToken);
        return ChatDialect.Read(request, answer, clock.GetUtcNow());
    }

    private HttpRequestMessage Message(ChatRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, DataGenConstants.Below(Address(), dialect.Path(Address())))
        {
            Content = JsonContent.Create(dialect.Body(request, settings.Model)),
        };
        // A made-up server gets no real key.
        if (settings.IsConfigured)
        {
            message.Headers.Authorization = settings.Key?.Use(key => new AuthenticationHeaderValue("Bearer", key));
        }

        return message;
    }

    private Uri Address() => settings.BaseUrl ?? standIn.For(Name)
        ?? throw new ProviderException(FailureClass.Rejected, DataGenErrors.NotConfigured.Code, DataGenErrors.NotConfigured.Message);
}
