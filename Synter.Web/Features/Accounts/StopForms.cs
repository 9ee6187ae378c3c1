using Microsoft.AspNetCore.WebUtilities;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Web.Features.Accounts;

/// <summary>
/// The stop as plain form posts, so that it works on every page, with a dead circuit and without script. Taking the form is what has
/// its token checked.
/// </summary>
public static class StopForms
{
    /// <summary>Which query parameter brings a refusal's code back to the page.</summary>
    public const string ErrorParameter = "stop_error";

    public static void MapStopForms(this WebApplication app)
    {
        app.MapPost("/stop", async (IFormCollection form, StopChanges stop, HttpContext context) =>
            Back(context, form, (await stop.ExecuteAsync(context.Actor(Via.Page), form["reason"], context.RequestAborted)).Refusal)).ExcludeFromDescription();
        app.MapPost("/resume", async (IFormCollection form, ResumeChanges resume, HttpContext context) =>
            Back(context, form, (await resume.ExecuteAsync(context.Actor(Via.Page), form["word"], context.RequestAborted)).Refusal)).ExcludeFromDescription();
    }

    private static SeeOther Back(HttpContext context, IFormCollection form, Refusal? refusal)
    {
        var page = LocalAddress.OrHome(form["return_to"]);
        return new SeeOther(refusal is null ? page : QueryHelpers.AddQueryString(page, ErrorParameter, refusal.Code));
    }
}
