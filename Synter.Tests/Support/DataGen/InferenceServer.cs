using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Synter.Tests.Support.DataGen;

/// <summary>One call as the server got it.</summary>
/// <param name="Number">From 1, in the order of arrival.</param>
public sealed record InferenceCall(int Number, string Path, string? Authorization, JsonObject Body)
{
    public IReadOnlyList<(string Role, string Content)> Messages =>
        [.. Body["messages"]!.AsArray().Select(m => (m!["role"]!.GetValue<string>(), m["content"]!.GetValue<string>()))];

    public string Question => Messages.First(m => m.Role == "user").Content;
}

/// <summary>What the server does with a call.</summary>
public sealed record InferenceAnswer(int Status, string? Content, int? RetryAfterSeconds = null, bool Hangs = false, string? Body = null)
{
    public static InferenceAnswer Of(string content) => new(200, content);

    public static InferenceAnswer Refuse(int status, int? retryAfterSeconds = null) => new(status, null, retryAfterSeconds);

    public static readonly InferenceAnswer Hang = new(0, null, Hangs: true);
}

/// <summary>An inference server on a real socket that counts its calls. By default each answer is another record.</summary>
public sealed class InferenceServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;
    private int _atOnce;
    private int _mostAtOnce;

    private InferenceServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<InferenceCall> Calls { get; } = [];

    public int Count => Volatile.Read(ref _calls);

    /// <summary>Calls that were answered or given up, at the same time.</summary>
    public int AtOnce => Volatile.Read(ref _atOnce);

    public int MostAtOnce => Volatile.Read(ref _mostAtOnce);

    public TimeSpan Delay { get; set; }

    /// <summary>Whether calls are kept with their bodies; a benchmark only counts them.</summary>
    public bool KeepsCalls { get; set; } = true;

    public Func<InferenceCall, InferenceAnswer> Answer { get; set; } = Plain;

    /// <summary>Held calls wait for this; null lets them pass.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public static InferenceAnswer Plain(InferenceCall call) =>
        InferenceAnswer.Of(string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{call.Number}},"name":"Record {{call.Number}}"}"""));

    public static async Task<InferenceServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new InferenceServer(builder.Build());
        server._app.MapPost("/{**path}", server.TakeAsync);
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Urls.First());
        return server;
    }

    /// <summary>As a fresh server, for the next test.</summary>
    public void Reset()
    {
        Calls.Clear();
        (_calls, _mostAtOnce, Delay, Answer, Gate) = (0, 0, TimeSpan.Zero, Plain, null);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var call = new InferenceCall(
            Interlocked.Increment(ref _calls), context.Request.Path, context.Request.Headers.Authorization,
            (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!);
        if (KeepsCalls)
        {
            Calls.Enqueue(call);
        }

        InterlockedMax(ref _mostAtOnce, Interlocked.Increment(ref _atOnce));
        try
        {
            if (Delay > TimeSpan.Zero)
            {
                await Task.Delay(Delay, context.RequestAborted);
            }

            if (Gate is { } gate)
            {
                await gate.Task.WaitAsync(context.RequestAborted);
            }

            await GiveAsync(context, call, Answer(call));
        }
        catch (OperationCanceledException)
        {
            // The caller has gone.
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }

    private static async Task GiveAsync(HttpContext context, InferenceCall call, InferenceAnswer answer)
    {
        if (answer.Hangs)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.Body ?? (call.Path.EndsWith("/messages", StringComparison.Ordinal) ? Anthropic(call, answer) : OpenAi(answer)));
    }

    private static string OpenAi(InferenceAnswer answer) => answer.Status != 200
        ? """{"error":{"message":"no","type":"server_error","code":"server_error"}}"""
        : new JsonObject
        {
            ["object"] = "chat.completion",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = answer.Content } }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 40, ["completion_tokens"] = 10, ["total_tokens"] = 50 },
        }.ToJsonString();

    private static string Anthropic(InferenceCall call, InferenceAnswer answer) => answer.Status != 200
        ? """{"type":"error","error":{"type":"api_error","message":"no"}}"""
        : new JsonObject
        {
            ["id"] = $"msg_{call.Number}",
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = call.Body["model"]!.DeepClone(),
            ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = answer.Content }),
            ["stop_reason"] = "end_turn",
            ["stop_sequence"] = null,
            ["usage"] = new JsonObject { ["input_tokens"] = 40, ["output_tokens"] = 10 },
        }.ToJsonString();

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value)
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
