using Microsoft.AspNetCore.Mvc;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Web.Api;
using Synter.Web.Components.Layout;

namespace Synter.Web.Features.Accounts.Settings;

/// <summary>Saving how people come in: a plain form post. Taking the form is what has its token checked.</summary>
public static class DoorForms
{
    public const string Path = "/settings/sign-in/save";

    public static void MapDoorForms(this WebApplication app) => app.MapPost(Path, SaveAsync).ExcludeFromDescription().Needs(Permission.ManageMembers);

    private static async Task<IResult> SaveAsync(
        HttpContext context, SetDoor set, [FromForm] bool? allowsSignUp, [FromForm] string? emailDomains, [FromForm] bool? isPasswordless, [FromForm] bool? requiresSecondFactor,
        CancellationToken cancellation)
    {
        var actor = context.Actor(Via.Page);
        var wanted = WorkspaceDoor.Create(
            allowsSignUp == true, (emailDomains ?? "").Split(['\n', '\r', ',', ' '], StringSplitOptions.RemoveEmptyEntries), isPasswordless == true, requiresSecondFactor == true);
        var result = await set.ExecuteAsync(actor, wanted, cancellation);
        if (result.IsOk) return new SeeOther("/settings/sign-in?saved=true");
        return result.Refusal.Kind == RefusalKind.Invalid
            ? new SeeOther("/settings/sign-in" + QueryString.Create("mend", "true").Add("typed", emailDomains ?? "").ToUriComponent())
            : Problems.From(result.Refusal);
    }
}
