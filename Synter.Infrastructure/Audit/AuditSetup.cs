using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Audit;

namespace Synter.Infrastructure.Audit;

public static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditKeys>()
        .AddSingleton<AuditLog>()
        .AddSingleton<AuditVerifier>()
        .AddSingleton<IAuditQueries, AuditQueries>()
        .AddSingleton<IAuditEraser, AuditEraser>()
        .AddSingleton<EraseDetails>();
}
