using AngleSharp.Dom;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Web.Components.Layout;
using Synter.Web.Components.Text;
using Synter.Web.Features.Accounts;

namespace Synter.Tests.Components;

/// <summary>What a whole page needs beside its own queries: somebody signed in, the address, a state to hand over.</summary>
public static class PageServices
{
    public static readonly WorkspaceId Workspace = StrongId.Parse<WorkspaceId>("ws_0199a000000070008000000000000001");

    public static IServiceCollection AddPage(this IServiceCollection services, Role role = Role.Admin) => services
        .AddScoped<ComponentStatePersistenceManager>()
        .AddScoped(provider => provider.GetRequiredService<ComponentStatePersistenceManager>().State)
        .AddSupplyValueFromQueryProvider()
        .AddSingleton<AuthenticationStateProvider>(new Person(role))
        .AddScoped<ActorAccessor>();

    /// <summary>Renders a page within the frame's facts, as the layout would give them.</summary>
    public static Task<IElement> PageAsync<TPage>(this Rendering rendering, Role role = Role.Admin, params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        var shell = new ShellState { Workspace = "Sunrise Dental", Person = "Asha Rao", Role = role, TimeZone = "Asia/Kolkata" };
        return rendering.OfAsync<CascadingValue<ShellState>>(
            ("Value", shell),
            ("ChildContent", Within(Manner.Of(shell.TimeZone, shell.Locale), builder =>
            {
                builder.OpenComponent<TPage>(0);
                foreach (var (name, value) in parameters)
                {
                    builder.AddComponentParameter(1, name, value);
                }

                builder.CloseComponent();
            })));
    }

    private static RenderFragment Within(Manner manner, RenderFragment content) => builder =>
    {
        builder.OpenComponent<CascadingValue<Manner>>(0);
        builder.AddComponentParameter(1, "Value", manner);
        builder.AddComponentParameter(2, "ChildContent", content);
        builder.CloseComponent();
    };

    private sealed class Person(Role role) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new SignedIn(
            default, StrongId.Parse<UserId>("usr_0199a000000070008000000000000002"), "asha@example.com", "Asha Rao", IsStaff: false, role,
            Workspace, "sunrise", "Sunrise Dental", "Asia/Kolkata", "en-IN", TimeSpan.FromSeconds(10), DateTimeOffset.MaxValue).ToPrincipal(Principals.ByCookie)));
    }
}
