using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Sandbox;

namespace Synter.Web.Api.Wire;

/// <param name="Body">The JSON that was sent; other bodies as text; null for none.</param>
public sealed record SandboxRequestResponse(
    long Seq,
    DateTimeOffset At,
    string Provider,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    JsonNode? Body,
    string? EffectId,
    string? IdempotencyKey,
    string Outcome)
{
    public static SandboxRequestResponse From(SandboxRequest request) => new(
        request.Seq, request.At, request.Provider, request.Method, request.Path, request.Query, request.Headers, BodyOf(request.Body),
        request.EffectId, request.IdempotencyKey, request.Outcome);

    private static JsonNode? BodyOf(string body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return JsonValue.Create(body);
        }
    }
}

public sealed record SandboxFaultRequest(string Provider, FaultMode Mode, int? Status = null, int? DelayMs = null, int? RetryAfterS = null, int? Times = null);

public sealed record SandboxFaultResponse(string Provider, FaultMode Mode, int Status, int DelayMs, int? RetryAfterS, int Times)
{
    public static SandboxFaultResponse From(SandboxFault fault) => new(
        fault.Provider, fault.Mode, fault.Status, (int)fault.Delay.TotalMilliseconds, fault.RetryAfter is { } wait ? (int)wait.TotalSeconds : null, fault.Times);
}
