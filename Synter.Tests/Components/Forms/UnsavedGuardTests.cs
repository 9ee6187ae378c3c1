using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Synter.Web.Components.Forms;
using Xunit;

namespace Synter.Tests.Components.Forms;

public sealed class UnsavedGuardTests
{
    private readonly Browser _browser = new();

    /// <summary>On a busy machine what is drawn may be behind what was typed and saved.</summary>
    [Theory]
    [InlineData(0, 2, false)]
    [InlineData(2, 0, true)]
    public async Task Leaving_GoesByWhatIsSo_AndNotByWhatWasDrawn(int drawn, int now, bool leaves)
    {
        await using var rendering = Start();
        await using var circuit = rendering.Circuit();
        var form = await DrawAsync(circuit, drawn);

        form.Count = now;

        Assert.Equal(leaves, await circuit.Dispatcher.InvokeAsync(() => _browser.LeaveAsync("/runs")));
        Assert.Equal(!leaves, rendering.Script.Calls.Exists(call => call.Name == "synter.openDialog"));
    }

    [Theory]
    [InlineData("/hire/tutor?step=connect", true)]
    [InlineData("/hire", false)]
    public async Task Leaving_ForAnotherStepOfThePage_AsksForNothing(string address, bool leaves)
    {
        await using var rendering = Start();
        await using var circuit = rendering.Circuit();
        await DrawAsync(circuit, 2);

        Assert.Equal(leaves, await circuit.Dispatcher.InvokeAsync(() => _browser.LeaveAsync(address)));
    }

    private Rendering Start() => new(configure: services => services.AddSingleton<NavigationManager>(_browser));

    private static async Task<Form> DrawAsync(Circuit circuit, int count)
    {
        var form = await circuit.AddAsync<Form>();
        await circuit.Dispatcher.InvokeAsync(() =>
        {
            form.Count = count;
            form.DrawAnew();
        });
        return form;
    }

    private sealed class Form : ComponentBase
    {
        public int Count { get; set; }

        public void DrawAnew() => StateHasChanged();

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<UnsavedGuard>(0);
            builder.AddComponentParameter(1, nameof(UnsavedGuard.Changes), (Func<int>)(() => Count));
            builder.AddComponentParameter(2, nameof(UnsavedGuard.StaysOnPath), true);
            builder.CloseComponent();
        }
    }

    private sealed class Browser : NavigationManager
    {
        public Browser() => Initialize("http://localhost/", "http://localhost/hire/tutor?step=configure");

        /// <summary>Whether nobody held it back.</summary>
        public async Task<bool> LeaveAsync(string address) => await NotifyLocationChangingAsync(address, null, isNavigationIntercepted: false);

        protected override void SetNavigationLockState(bool value)
        {
        }
    }
}
