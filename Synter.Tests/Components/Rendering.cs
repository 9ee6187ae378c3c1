using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using Synter.Tests.Support;
using Synter.Web.Live;

namespace Synter.Tests.Components;

/// <summary>Renders a component as prerendering would, and gives its markup to ask questions of.</summary>
public sealed class Rendering : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly HtmlRenderer _renderer;

    public Rendering(string address = "/", Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IJSRuntime>(Script);
        services.AddSingleton<NavigationManager>(new FixedAddress(address));
        services.AddSingleton<AntiforgeryStateProvider, NoAntiforgery>();
        services.AddScoped<LiveStatus>();
        services.AddScoped<LiveAnnouncer>();
        services.AddScoped<Toasts>();
        services.AddScoped<MinuteTick>();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        _renderer = new HtmlRenderer(_services, NullLoggerFactory.Instance);
    }

    public ManualClock Clock { get; } = new();

    public RecordedScript Script { get; } = new();

    public async Task<IElement> OfAsync<TComponent>(params (string Name, object? Value)[] parameters) where TComponent : IComponent
    {
        var view = ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value));
        var html = await _renderer.Dispatcher.InvokeAsync(async () => (await _renderer.RenderComponentAsync<TComponent>(view)).ToHtmlString());
        return (await new HtmlParser().ParseDocumentAsync($"<body>{html}</body>")).Body!;
    }

    /// <summary>A circuit over the same services.</summary>
    public Circuit Circuit() => new(_services);

    public static RenderFragment Markup(string html) => builder => builder.AddMarkupContent(0, html);

    public async ValueTask DisposeAsync()
    {
        await _renderer.DisposeAsync();
        await _services.DisposeAsync();
    }

    private sealed class FixedAddress : NavigationManager
    {
        public FixedAddress(string address) => Initialize("http://localhost/", "http://localhost" + address);

        protected override void NavigateToCore(string uri, NavigationOptions options)
        {
        }
    }

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}

/// <summary>The script side of a test: remembers what was asked of it.</summary>
public sealed class RecordedScript : IJSRuntime
{
    public List<(string Name, object?[] Arguments)> Calls { get; } = [];

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        Calls.Add((identifier, args ?? []));
        return ValueTask.FromResult(default(TValue)!);
    }
}
