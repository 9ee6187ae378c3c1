using System.Globalization;
using System.Text.Json.Serialization;
using Synter.Domain.Kernel;

namespace Synter.Web.Api;

/// <summary>The answer to a request that failed: RFC 9457, with a stable code and what to search for.</summary>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    string CorrelationId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FieldError>? Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SignInChallenge? Challenge = null);

/// <summary>What a sign-in still asks for.</summary>
/// <param name="Token">Goes with the code.</param>
/// <param name="ExpiresIn">Seconds.</param>
public sealed record SignInChallenge(string Token, int ExpiresIn);

/// <summary>Turns refusals into answers. Endpoints return <c>result.ToHttp(value => …)</c> and know no status codes of failure.</summary>
public static class Problems
{
    public static IResult ToHttp<T>(this Result<T> result, Func<T, IResult> answer) =>
        result.TryGet(out var value, out var refusal) ? answer(value) : From(refusal);

    public static IResult ToHttp(this Result<Done> result) => result.ToHttp(_ => TypedResults.NoContent());

    public static IResult From(Refusal refusal) => Of(Status(refusal.Kind), refusal.Code, refusal.Message, refusal.Errors, refusal.RetryAfter, refusal.Correlation);

    public static IResult Of(
        int status, string code, string detail, IReadOnlyList<FieldError>? errors = null, TimeSpan? retryAfter = null, CorrelationId? correlation = null, SignInChallenge? challenge = null) =>
        new Answer(
            new Problem($"urn:synter:problem:{code}", Title(status), status, detail, code, (correlation ?? CorrelationId.Current).Value, errors is { Count: > 0 } ? errors : null, challenge),
            retryAfter);

    private static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.Malformed => StatusCodes.Status400BadRequest,
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.Denied => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
    };

    private static string Title(int status) => status switch
    {
        400 => "The request cannot be read",
        401 => "Sign in first",
        403 => "Not allowed",
        404 => "Not found",
        405 => "This address does not take that method",
        409 => "It has changed meanwhile",
        413 => "The request is too large",
        415 => "Send JSON",
        422 => "Some fields need a mend",
        429 => "Too many requests",
        503 => "Not available now",
        _ => "Something failed",
    };

    private sealed class Answer(Problem problem, TimeSpan? retryAfter) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => problem.Status;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = problem.Status;
            if (retryAfter is { } wait)
                httpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return httpContext.Response.WriteAsJsonAsync(problem, ApiJson.Options, "application/problem+json", httpContext.RequestAborted);
        }
    }
}
