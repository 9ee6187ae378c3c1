namespace Synter.Web.Live;

/// <summary>A short note at the bottom left, with at most one thing to do about it.</summary>
/// <param name="Action">What the button says, «Undo» mostly.</param>
public sealed record Toast(string Text, string? Action = null, Func<Task>? Act = null, bool IsBad = false)
{
    public TimeSpan Stays { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>The toasts of a circuit. It does not vanish under the pointer: the component holds it while it is hovered.</summary>
public sealed class Toasts
{
    private readonly List<Toast> _open = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> Open => _open;

    public void Show(Toast toast)
    {
        _open.Add(toast);
        Changed?.Invoke();
    }

    public void Show(string text) => Show(new Toast(text));

    public void Close(Toast toast)
    {
        if (_open.Remove(toast))
        {
            Changed?.Invoke();
        }
    }
}
