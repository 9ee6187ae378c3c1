#pragma warning disable BL0006 // A renderer has to name the batch it leaves undrawn.
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.Logging.Abstractions;

namespace Synter.Tests.Components;

/// <summary>Runs a component as a circuit would, with everything that happens after a render; nothing is drawn.</summary>
public sealed class Circuit(IServiceProvider services) : Renderer(services, NullLoggerFactory.Instance)
{
    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    /// <summary>Adds the component and gives it back at once: its page may still be reading.</summary>
    public Task<TComponent> AddAsync<TComponent>() where TComponent : IComponent => Dispatcher.InvokeAsync(() =>
    {
        var component = (TComponent)InstantiateComponent(typeof(TComponent));
        _ = RenderRootComponentAsync(AssignRootComponentId(component));
        return component;
    });

    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch) => Task.CompletedTask;

    protected override void HandleException(Exception exception) => ExceptionDispatchInfo.Throw(exception);
}
