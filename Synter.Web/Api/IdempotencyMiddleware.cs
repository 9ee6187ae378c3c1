using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Idempotency;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>
/// Answers a repeated POST with the first one's answer. Runs after sign-in, as a key belongs to its actor, and around the endpoint,
/// as it must see the bytes of the request and of the answer.
/// </summary>
public sealed class IdempotencyMiddleware(RequestDelegate next, IdempotencyStore store)
{
    private const int LongestKey = 255;

    private static readonly Refusal BadKey = new(
        RefusalKind.Malformed, "malformed", $"Send one {Idempotency.Header} of 1 to {LongestKey} visible ASCII characters.");

    private static readonly Refusal Mismatch = new(
        RefusalKind.Conflict, "idempotency_mismatch", $"This {Idempotency.Header} was used with another body. Use a new key for a new request.");

    private static readonly Refusal InProgress = new(
        RefusalKind.Conflict, "in_progress", $"The first request with this {Idempotency.Header} still runs. Ask again in a moment.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public Task InvokeAsync(HttpContext context)
    {
        return context.GetEndpoint() is { } endpoint && Idempotency.IsHonouredBy(endpoint)
            && context.Request.Headers.TryGetValue(Idempotency.Header, out var key)
            ? WithKeyAsync(context, key)
            : next(context);
    }

    private async Task WithKeyAsync(HttpContext context, StringValues keys)
    {
        if (keys is not [{ Length: > 0 and <= LongestKey } key] || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            await Problems.From(BadKey).ExecuteAsync(context);
            return;
        }

        var actor = context.Actor();
        var route = $"{context.Request.Method} {context.Request.Path}";
        var request = new KeyedRequest(actor.Workspace, actor.User, route, key, await HashAsync(context));
        switch (await store.TakeAsync(request, context.RequestAborted))
        {
            case Turn.Mine mine:
                await FirstAsync(context, request, mine.Token);
                break;
            case Turn.Answered answered:
                await AgainAsync(context, answered.Answer);
                break;
            case Turn.Mismatch:
                await Problems.From(Mismatch).ExecuteAsync(context);
                break;
            case Turn.Running:
                await Problems.From(InProgress).ExecuteAsync(context);
                break;
        }
    }

    private async Task FirstAsync(HttpContext context, KeyedRequest request, Guid token)
    {
        var wire = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        var isKept = false;
        try
        {
            await next(context);
            if (IsFinal(context.Response.StatusCode))
            {
                // Whoever asked may be gone; who asks again must find the answer.
                await store.KeepAsync(request, token, Kept(context.Response, answer), CancellationToken.None);
                isKept = true;
            }
        }
        finally
        {
            context.Response.Body = wire;
            if (!isKept)
            {
                await store.GiveBackAsync(request, token, CancellationToken.None);
            }
        }

        answer.Position = 0;
        await answer.CopyToAsync(wire, context.RequestAborted);
    }

    private static async Task AgainAsync(HttpContext context, KeptAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.Headers.Location = answer.Location;
        context.Response.Headers[Idempotency.ReplayedHeader] = "true";
        if (answer.Body.Length > 0)
        {
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    /// <summary>Our own failure, or «later», is no answer to keep: the next request may fare better.</summary>
    private static bool IsFinal(int status) =>
        status is < StatusCodes.Status500InternalServerError and not (StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests);

    private static KeptAnswer Kept(HttpResponse response, MemoryStream body) =>
        new(response.StatusCode, response.ContentType, response.Headers.Location, body.ToArray());

    private static async Task<byte[]> HashAsync(HttpContext context)
    {
        var request = context.Request;
        request.EnableBuffering(ApiLimits.BodyBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(request.QueryString.Value + "\n"));
        hash.AppendData(await SHA256.HashDataAsync(request.Body, context.RequestAborted));
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
