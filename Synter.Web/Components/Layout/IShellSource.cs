namespace Synter.Web.Components.Layout;

/// <summary>Reads what the frame shows.</summary>
public interface IShellSource
{
    /// <summary>Null when nobody is signed in.</summary>
    Task<ShellState?> LoadAsync(CancellationToken cancellation);
}
