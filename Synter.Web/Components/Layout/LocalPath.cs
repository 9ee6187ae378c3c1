namespace Synter.Web.Components.Layout;

public static class LocalPath
{
    /// <summary>A path of ours, or the start page: «//host» and «/\host» lead elsewhere.</summary>
    public static string Safe(string? path) =>
        path is { Length: > 0 } && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl) ? path : "/";
}
