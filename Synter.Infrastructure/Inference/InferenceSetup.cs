using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Inference;
using Synter.Domain.Sandbox;
using Synter.Infrastructure.Providers;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Inference;

public static class InferenceSetup
{
    private const long LargestAnswer = 1024 * 1024;

    public static IServiceCollection AddInference(this IServiceCollection services)
    {
        AddClient(services, HttpChatModel.Name);
        services.AddTransient<AnthropicChatModel.Refusals>();
        AddClient(services, AnthropicChatModel.Name).AddHttpMessageHandler<AnthropicChatModel.Refusals>();
        return services
            .AddSingleton(provider => provider.GetRequiredService<SynterSettings>().Inference)
            .AddSingleton(Model);
    }

    private static IChatModel Model(IServiceProvider provider)
    {
        var settings = provider.GetRequiredService<InferenceSettings>();
        var clients = provider.GetRequiredService<IHttpClientFactory>();
        return settings.Api == InferenceApi.Anthropic
            ? new AnthropicChatModel(clients, settings)
            : new HttpChatModel(
                clients, settings, provider.GetRequiredService<IProviderStandIn>(), provider.GetRequiredService<SandboxSwitch>(),
                settings.Api == InferenceApi.ChatCompletions ? new ChatCompletionsDialect() : new CreateChatCompletionDialect(),
                provider.GetRequiredService<TimeProvider>());
    }

    private static IHttpClientBuilder AddClient(IServiceCollection services, string name) => services
        .AddHttpClient(name)
        // The factory's own loggers would write two lines a call, and the address with them.
        .RemoveAllLoggers()
        .ConfigureHttpClient((provider, http) =>
        {
            http.Timeout = provider.GetRequiredService<InferenceSettings>().Timeout;
            http.MaxResponseContentBufferSize = LargestAnswer;
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            // A redirect would carry the key to wherever it points.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
}
