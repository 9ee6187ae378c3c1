using Microsoft.Extensions.DependencyInjection;

namespace Synter.Infrastructure.CStore;

public static class CStoreSetup
{
    private const long LargestAnswer = 1024 * 1024;

    // A dataset of a hundred thousand records is one value.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static IServiceCollection AddCStore(this IServiceCollection services, CStoreSettings settings)
    {
        services.AddHttpClient(CStoreClient.Name)
            .RemoveAllLoggers()
            .ConfigureHttpClient(http =>
            {
                http.Timeout = Limit;
                http.MaxResponseContentBufferSize = LargestAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ActivityHeadersPropagator = null,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        return services.AddSingleton(settings).AddSingleton<CStoreClient>();
    }
}
