using Microsoft.AspNetCore.Components.Authorization;
using Synter.Domain.Kernel;

namespace Synter.Web.Features.Accounts;

/// <summary>Who acts, for components: in a circuit there is no HttpContext to ask.</summary>
public sealed class ActorAccessor(AuthenticationStateProvider authentication)
{
    public async Task<Actor> GetAsync() => (await authentication.GetAuthenticationStateAsync()).User.ToActor(Via.Page);
}

public static class HttpContextActor
{
    /// <summary>Who acts, for endpoints. A form posted by a page says <see cref="Via.Page"/>.</summary>
    public static Actor Actor(this HttpContext context, Via via = Via.Api) => context.User.ToActor(via);
}
