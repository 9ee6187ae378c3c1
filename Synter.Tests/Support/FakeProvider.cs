using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Synter.Tests.Support;

/// <summary>How the fake provider takes the next thing that is sent to it.</summary>
public enum Mood
{
    Answer,

    /// <summary>Refuses with <see cref="FakeProvider.Status"/>.</summary>
    Refuse,

    /// <summary>Does it, and cuts the line without an answer.</summary>
    DropAfter,

    /// <summary>Cuts the line and does nothing.</summary>
    DropBefore,

    /// <summary>Does it, and says nothing until the caller gives up.</summary>
    Hang,
}

/// <summary>A provider on a real socket that keeps what it was sent, by idempotency key.</summary>
public sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeProvider(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public Mood Mood { get; set; } = Mood.Answer;

    public int Status { get; set; } = StatusCodes.Status500InternalServerError;

    public int? RetryAfter { get; set; }

    /// <summary>The one key it refuses, whatever its mood.</summary>
    public string? RefuseOnly { get; set; }

    /// <summary>Whether it can be read back.</summary>
    public bool CanBeRead { get; set; } = true;

    /// <summary>What the object that effects would change is like now.</summary>
    public string? Current { get; set; }

    /// <summary>Every sending that arrived, by key, in order; refused ones too.</summary>
    public ConcurrentQueue<string> Received { get; } = [];

    /// <summary>What was really done, by key.</summary>
    public ConcurrentQueue<string> Done { get; } = [];

    /// <summary>Completes when the next sending has arrived.</summary>
    public TaskCompletionSource Arrived { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new FakeProvider(builder.Build());
        provider._app.MapPost("/changes", (Delegate)provider.TakeAsync);
        provider._app.MapGet("/changes/{key}", provider.Find);
        provider._app.MapGet("/current", () => Results.Text(provider.Current ?? ""));
        await provider._app.StartAsync();
        provider.Address = new Uri(provider._app.Urls.First());
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var key = body["key"]!.GetValue<string>();
        var mood = key == RefuseOnly ? Mood.Refuse : Mood;
        Received.Enqueue(key);
        if (mood is Mood.Answer or Mood.DropAfter or Mood.Hang)
        {
            Done.Enqueue(key);
        }

        Arrived.TrySetResult();
        switch (mood)
        {
            case Mood.DropAfter or Mood.DropBefore:
                context.Abort();
                return Results.Empty;
            case Mood.Hang:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return Results.Empty;
            case Mood.Refuse:
                if (RetryAfter is { } seconds)
                {
                    context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                }

                return Results.StatusCode(Status);
            default:
                return Results.Text($"ref:{key}");
        }
    }

    private IResult Find(string key) => !CanBeRead ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
        : Done.Contains(key) ? Results.Text($"ref:{key}")
        : Results.NotFound();
}
