using Synter.Infrastructure.Accounts;
using Microsoft.AspNetCore.Mvc;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Web.Components.Layout;

namespace Synter.Web.Features.Accounts.Own;

/// <summary>What the page of one's passkeys posts, each a plain form. Taking the form is what has its token checked.</summary>
public static class PasskeyForms
{
    public static void MapPasskeyForms(this WebApplication app)
    {
        var forms = app.MapGroup(PasskeysPage.Path).ExcludeFromDescription().Needs(Permission.KeepOwnAccount);
        forms.MapPost("/add", AddAsync);
        forms.MapPost("/rename", (HttpContext context, Passkeys passkeys, [FromForm] string? id, [FromForm] string? name) =>
            ActAsync(context, "renamed", _ => passkeys.RenameAsync(context.Actor(Via.Page), id ?? "", name, context.Caller(Via.Page), context.RequestAborted)));
        forms.MapPost("/remove", (HttpContext context, Passkeys passkeys, [FromForm] string? id) =>
            ActAsync(context, "removed", session => passkeys.RemoveAsync(context.Actor(Via.Page), session, id ?? "", context.Caller(Via.Page), context.RequestAborted)));
    }

    private static Task<IResult> AddAsync(HttpContext context, PasskeyCeremonies ceremonies, Passkeys passkeys, [FromForm] string? credential, [FromForm] string? name) =>
        ActAsync(context, "added", async session => await passkeys.AddAsync(
            context.Actor(Via.Page), session, await ceremonies.JudgeCreatedAsync(context.Actor().User, PasskeyCookie.Read(context.Request), credential, context),
            name, context.Caller(Via.Page), context.RequestAborted));

    private static async Task<IResult> ActAsync(HttpContext context, string done, Func<SessionId, Task<Result<Done>>> act)
    {
        if (context.User.SessionId() is not { } session) return new SeeOther(PasskeysPage.Path);
        var result = await act(session);
        return new SeeOther(PasskeysPage.Path + (result.IsOk ? QueryString.Create("done", done) : QueryString.Create("problem", result.Refusal.Code)).ToUriComponent());
    }
}
