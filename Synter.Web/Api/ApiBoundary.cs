using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Synter.Domain.Kernel;

namespace Synter.Web.Api;

/// <summary>
/// The door. Every answer carries its correlation id; what only our own servers may say is taken off the request; and
/// whatever goes wrong behind it on an API address leaves as a problem, without a stack trace.
/// </summary>
public sealed partial class ApiBoundary(RequestDelegate next, ILogger<ApiBoundary> log)
{
    private static readonly string[] ServerOnly = ["X-Metering-", "X-Synter-"];

    public async Task InvokeAsync(HttpContext context)
    {
        var correlation = CorrelationId.Current.Value;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["X-Correlation-Id"] = correlation;
            return Task.CompletedTask;
        });
        foreach (var header in context.Request.Headers.Keys.Where(IsServerOnly).ToList()) context.Request.Headers.Remove(header);

        var isTooLarge = context.Request.ContentLength > ApiLimits.BodyBytes;
        // One too large is not read here, but taken off the wire afterwards: a client still writing could not hear the answer.
        if (!isTooLarge && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = ApiLimits.BodyBytes;
        if (isTooLarge) await TooLarge().ExecuteAsync(context);
        else if (context.Request.IsApi()) await AnswerAsync(context);
        else await next(context);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        // Kept, so that a body which does not fit can be read again to say all that is wrong with it.
        if (context.Request.HasJsonContentType()) context.Request.EnableBuffering(ApiLimits.BodyBytes);
        try
        {
            await next(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, failure);
            return;
        }

        if (Empty(context) is { } problem) await problem.ExecuteAsync(context);
    }

    private static bool IsServerOnly(string header) =>
        Array.Exists(ServerOnly, prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private async Task AnswerAsync(HttpContext context, Exception failure)
    {
        if (context.RequestAborted.IsCancellationRequested) return;
        context.Response.Clear();
        if (failure is not BadHttpRequestException) log.RequestFailed(context.Request.Method, context.Request.Path, failure);
        var problem = failure is BadHttpRequestException bad
            ? await BadRequestAsync(context, bad)
            : Problems.Of(StatusCodes.Status500InternalServerError, "internal_error", "Synter failed to answer. Try again; if it fails again, give an admin the correlation id.");
        await problem.ExecuteAsync(context);
    }

    private static async Task<IResult> BadRequestAsync(HttpContext context, BadHttpRequestException bad)
    {
        if (bad.StatusCode == StatusCodes.Status413PayloadTooLarge) return TooLarge();
        if (bad.StatusCode == StatusCodes.Status415UnsupportedMediaType) return NotJson();
        if (ParameterPattern().Match(bad.Message) is { Success: true } parameter)
            return Problems.From(Refusals.Invalid(new FieldError($"/{parameter.Groups["name"].Value}", Mend(parameter))));
        return context.Request.HasJsonContentType() ? await MisfitAsync(context) : Malformed();
    }

    private static string Mend(Match parameter) => (parameter.Groups["missing"].Success, parameter.Groups["type"].Value) switch
    {
        (true, _) => "This is needed.",
        (_, "int" or "long" or "Nullable<int>" or "Nullable<long>") => "Give a whole number, as in 20.",
        (_, "bool" or "Nullable<bool>") => "Give true or false.",
        _ => "This value does not fit.",
    };

    private static async Task<IResult> MisfitAsync(HttpContext context)
    {
        var body = new MemoryStream();
        context.Request.Body.Position = 0;
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        var type = context.Features.Get<IEndpointFeature>()?.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        return BodyErrors.Find(body, type) switch
        {
            null => Malformed(),
            { Count: > 0 } errors => Problems.From(Refusals.Invalid(errors)),
            _ => Problems.From(Refusals.Invalid(new FieldError("", "The body does not have the expected form."))),
        };
    }

    /// <summary>An error status that nobody has written a body for.</summary>
    private static IResult? Empty(HttpContext context) => context.Response.HasStarted || context.Response.ContentType is not null
        ? null
        : context.Response.StatusCode switch
        {
            400 => Malformed(),
            401 => Problems.Of(401, "unauthenticated", "Sign in, or send a valid access token."),
            403 => Problems.Of(403, "forbidden", "Your role does not allow this."),
            404 => Problems.Of(404, "not_found", "There is nothing at this address."),
            405 => Problems.Of(405, "method_not_allowed", "This address does not take that method."),
            413 => TooLarge(),
            415 => NotJson(),
            _ => null,
        };

    private static IResult Malformed() => Problems.Of(400, "malformed", "The body is not JSON, or an object in it repeats a key.");

    private static IResult TooLarge() => Problems.Of(413, "too_large", $"The body is larger than {ApiLimits.BodyBytes / 1024} KiB.");

    private static IResult NotJson() => Problems.Of(415, "unsupported_media_type", "Send the body as application/json.");

    /// <summary>How the framework words a query or route value of the wrong type; it gives no other sign.</summary>
    [GeneratedRegex("^(?:Failed to bind parameter|Required parameter) \"(?<type>\\S+) (?<name>\\w+)\" (?:from|(?<missing>was not provided from query))")]
    private static partial Regex ParameterPattern();
}
