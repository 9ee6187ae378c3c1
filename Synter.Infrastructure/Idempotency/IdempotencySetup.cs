using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Idempotency;

public static class IdempotencySetup
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services) => services
        .AddSingleton<IdempotencyStore>()
        .AddSingleton<IRetentionTask, IdempotencyRetention>();
}
