using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Synter.Web.Live;

/// <summary>
/// Keeps each message of a browser back until its circuit has finished what it is at. Blazor forgets the handlers that a drawing
/// has replaced once the browser confirms it. Where that word comes while the drawing is being finished, they are forgotten at
/// once, and what was typed before and still waits is lost (docs/adr/0014).
/// </summary>
public sealed class MessagesInTurn : CircuitHandler
{
    private readonly Lock _lock = new();
    private SynchronizationContext? _circuit;
    private Task _last = Task.CompletedTask;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _circuit = SynchronizationContext.Current;
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        // The circuit sends itself messages too, and is to take those where it stands.
        message => _circuit is { } circuit && SynchronizationContext.Current != circuit ? InTurnAsync(circuit, () => next(message)) : next(message);

    private async Task InTurnAsync(SynchronizationContext circuit, Func<Task> take)
    {
        Task<Task> taken;
        lock (_lock)
        {
            _last = taken = TakeAsync(_last, circuit, take);
        }

        await await taken.ConfigureAwait(false);
    }

    // The next may begin once this one is taken, and need not wait until it is done.
    private static async Task<Task> TakeAsync(Task before, SynchronizationContext circuit, Func<Task> take)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Not on the circuit's own thread: there Blazor would forget the handlers before what waits, as well.
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        circuit.Post(_ => idle.SetResult(), null);
        await idle.Task.ConfigureAwait(false);
        return take();
    }
}
