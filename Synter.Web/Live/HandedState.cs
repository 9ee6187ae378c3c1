using Microsoft.AspNetCore.Components;

namespace Synter.Web.Live;

/// <summary>What prerendering read of a page, on its way to the circuit, so that nothing blinks.</summary>
/// <param name="key">Tells the pages of one document apart.</param>
internal sealed class HandedState<TState>(PersistentComponentState carrier, string key) : IDisposable where TState : class
{
    // The browser sends it back in one message, which may be no longer than the hub takes. What is larger is read again instead.
    private const int Largest = 64 * 1024;

    private PersistingComponentStateSubscription _persisting;
    private byte[]? _packed;

    /// <summary>Hands over what the page shows when prerendering ends.</summary>
    public void Offer(Func<TState?> shown) => _persisting = carrier.RegisterOnPersisting(() =>
    {
        if (shown() is { } state && Packed.Pack(state) is { Length: < Largest } packed)
        {
            carrier.PersistAsJson(key, packed);
        }

        return Task.CompletedTask;
    });

    /// <summary>Null when nothing was handed over.</summary>
    public TState? Take()
    {
        if (!carrier.TryTakeFromJson<byte[]>(key, out var packed) || Packed.Unpack<TState>(packed!) is not { } state)
        {
            return null;
        }

        _packed = packed;
        return state;
    }

    public bool IsSameAs(TState state) => _packed is not null && Packed.Pack(state).AsSpan().SequenceEqual(_packed);

    /// <summary>Nothing more will be compared with it.</summary>
    public void Forget() => _packed = null;

    public void Dispose() => _persisting.Dispose();
}
