namespace Synter.Tests.Bench.Circuits.Wire;

/// <summary>
/// An open page without a browser: all that blazor.web.js says to the server and nothing of what it draws. Each batch is acknowledged,
/// each call answered. What it does not know, and an end that it did not ask for, is a failure.
/// </summary>
internal sealed class WireCircuit : IAsyncDisposable
{
    private const string Start = "0";
    private const long AsReference = 1;
    private const long AsNothing = 3;
    private const string RendererReady = "Blazor._internal.attachWebRendererInterop";
    private const string PageReady = "synter.ready";

    private readonly Visitor _visitor;
    private readonly HubLine _line;
    private readonly ServedPage _page;
    private readonly Action<ReadOnlyMemory<byte>> _onBatch;
    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource _live = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private string? _id;
    private int _references;

    private WireCircuit(Visitor visitor, HubLine line, ServedPage page, Action<ReadOnlyMemory<byte>> onBatch)
    {
        (_visitor, _line, _page, _onBatch) = (visitor, line, page, onBatch);
        _reading = ReadAsync();
    }

    /// <summary>Opens a page; it is back once the page says that it is live.</summary>
    /// <param name="onBatch">Gets what a render sent, which is gone afterwards.</param>
    public static async Task<WireCircuit> OpenAsync(Visitor visitor, string path, Action<ReadOnlyMemory<byte>> onBatch, CancellationToken cancellationToken)
    {
        var page = await ServedPage.GetAsync(visitor, path, cancellationToken);
        var circuit = new WireCircuit(visitor, await HubLine.OpenAsync(visitor, cancellationToken), page, onBatch);
        await circuit._line.SendAsync(Start, "StartCircuit", visitor.Address.ToString(), page.Address.ToString(), "[]", page.State);
        await (await Task.WhenAny(circuit._live.Task, circuit._reading)).WaitAsync(cancellationToken);
        return circuit;
    }

    /// <summary>Fails when the circuit has ended.</summary>
    public void Check()
    {
        if (_reading.IsCompleted) _reading.GetAwaiter().GetResult();
    }

    /// <summary>Leaves the page: the server forgets the circuit at once, as it does when a tab is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_id is not null && !_reading.IsCompleted)
        {
            using var goodbye = new FormUrlEncodedContent([new("circuitId", _id)]);
            using var answer = await _visitor.Http.PostAsync(new Uri("_blazor/disconnect", UriKind.Relative), goodbye);
        }

        await _leaving.CancelAsync();
        await _reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await _line.DisposeAsync();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        await foreach (var message in _line.ReadAsync(_leaving.Token))
        {
            await (message switch
            {
                [HubLine.Completion, _, Start, ..] => StartAsync(message),
                [HubLine.Invocation, _, null, string target, object?[] arguments, ..] => HearAsync(target, arguments),
                _ => throw Unknown("message", message[0]),
            });
        }
    }

    private Task StartAsync(object?[] message)
    {
        _id = message is [_, _, _, 3L, string { Length: > 0 } id] ? id : throw new InvalidOperationException($"The circuit was refused: {message[^1]}");
        return Task.CompletedTask;
    }

    private async Task HearAsync(string target, object?[] arguments)
    {
        switch (target)
        {
            case "JS.RenderBatch":
                _onBatch((byte[])arguments[1]!);
                await _line.SendAsync(null, "OnRenderCompleted", arguments[0], null);
                break;
            case "JS.BeginInvokeJS":
                await AnswerAsync((long)arguments[0]!, (string)arguments[1]!, (long)arguments[3]!);
                break;
            case "JS.AttachComponent" or "JS.EndUpdateRootComponents":
                break;
            default:
                throw Unknown(target, arguments.FirstOrDefault());
        }
    }

    private async Task AnswerAsync(long call, string function, long kind)
    {
        var answer = kind switch
        {
            AsNothing => "null",
            _ when function is "Blazor._internal.navigationManager.enableNavigationInterception" or "Blazor._internal.navigationManager.setHasLocationChangingListeners" => "null",
            AsReference => $$"""{"__jsObjectId":{{++_references}}}""",
            _ when function == "Blazor._internal.PageTitle.getAndRemoveExistingTitle" => "\"\"",
            _ => throw Unknown("function", function),
        };
        if (call != 0) await _line.SendAsync(null, "EndInvokeJSFromDotNet", call, true, $"[{call},true,{answer}]");
        if (function == RendererReady) await _line.SendAsync(null, "UpdateRootComponents", _page.Operations, _page.State);
        if (function == PageReady) _live.TrySetResult();
    }

    private static InvalidOperationException Unknown(string what, object? which) => new($"Blazor's client knows more than this circuit: {what} {which}");
}
