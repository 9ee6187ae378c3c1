#pragma warning disable BL0006 // A renderer has to name the batch it draws.
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Synter.Web.Live;
using Xunit;

namespace Synter.Tests.Components.Live;

public sealed class MessagesInTurnTests
{
    /// <summary>
    /// Under load a browser may have drawn, and said so, before the server is through with the same drawing. What was typed
    /// before waits behind it, and names a handler of the drawing before.
    /// </summary>
    [Fact]
    public async Task WhatWasTypedBeforeADrawing_IsHeard_ThoughTheDrawingIsConfirmedFirst()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var browser = new QuickBrowser(services);
        var field = await browser.OpenAsync();

        await browser.TypeWhileDrawingAnewAsync(field, "Sunrise");

        Assert.Equal("Sunrise", field.Value);
    }

    [Fact]
    public async Task Messages_AreTakenInTheirOrder_AndOneThatFailsHoldsUpNone()
    {
        var turns = new MessagesInTurn();
        var dispatcher = Dispatcher.CreateDefault();
        await dispatcher.InvokeAsync(() => turns.OnCircuitOpenedAsync(null!, CancellationToken.None));
        var taken = new List<int>();

        var messages = Enumerable.Range(0, 50).Select(number => turns.CreateInboundActivityHandler(_ =>
        {
            taken.Add(number);
            return number % 7 == 3 ? throw new InvalidOperationException($"{number}") : Task.CompletedTask;
        })(null!)).ToList();

        foreach (var (number, message) in messages.Index())
        {
            if (number % 7 == 3)
            {
                Assert.Equal($"{number}", (await Assert.ThrowsAsync<InvalidOperationException>(() => message)).Message);
            }
            else
            {
                await message;
            }
        }

        Assert.Equal(Enumerable.Range(0, 50), taken);
    }

    /// <summary>A circuit whose browser hears of each drawing while the drawing is still under way.</summary>
    private sealed class QuickBrowser(IServiceProvider services) : Renderer(services, NullLoggerFactory.Instance)
    {
        private readonly MessagesInTurn _turns = new();
        private readonly List<Task> _sent = [];
        private string? _typing;
        private ulong _handler;

        public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

        public async Task<Field> OpenAsync()
        {
            var field = await Dispatcher.InvokeAsync(() =>
            {
                var field = (Field)InstantiateComponent(typeof(Field));
                _ = RenderRootComponentAsync(AssignRootComponentId(field));
                return field;
            });
            await Dispatcher.InvokeAsync(() => _turns.OnCircuitOpenedAsync(null!, CancellationToken.None));
            return field;
        }

        public async Task TypeWhileDrawingAnewAsync(Field field, string text)
        {
            _typing = text;
            await field.DrawAnewAsync();
            await Task.WhenAll(_sent);
        }

        protected override Task UpdateDisplayAsync(in RenderBatch batch)
        {
            var drawn = new TaskCompletionSource();
            if (_typing is not null)
            {
                var (typedInto, text) = (_handler, _typing);
                _typing = null;
                // The connection's own thread, which takes messages while the circuit is at work.
                var connection = new Thread(() =>
                {
                    Send(() => Dispatcher.InvokeAsync(() => DispatchEventAsync(typedInto, null, new ChangeEventArgs { Value = text })));
                    Send(() =>
                    {
                        drawn.SetResult();
                        return Task.CompletedTask;
                    });
                });
                connection.Start();
                connection.Join();
            }

            _handler = Handler(batch);
            return drawn.Task;
        }

        protected override void HandleException(Exception exception) => _sent.Add(Task.FromException(exception));

        private void Send(Func<Task> message) => _sent.Add(_turns.CreateInboundActivityHandler(_ => message())(null!));

        private static ulong Handler(RenderBatch batch) => batch.ReferenceFrames.Array
            .Take(batch.ReferenceFrames.Count)
            .Single(frame => frame is { FrameType: RenderTreeFrameType.Attribute, AttributeEventHandlerId: > 0 }).AttributeEventHandlerId;
    }

    private sealed class Field : ComponentBase
    {
        public string? Value { get; private set; }

        public Task DrawAnewAsync() => InvokeAsync(StateHasChanged);

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "input");
            // As a two-way binding does it: a handler of its own for each drawing.
            builder.AddAttribute(1, "oninput", EventCallback.Factory.CreateBinder(this, value => Value = value, Value ?? ""));
            builder.CloseElement();
        }
    }
}
