using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Views;

namespace Synter.Infrastructure.Views;

public static class ViewsSetup
{
    public static IServiceCollection AddSavedViews(this IServiceCollection services) => services
        .AddSingleton<ISavedViews, SavedViews>()
        .AddSingleton<SaveView>();
}
