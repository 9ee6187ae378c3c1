namespace Synter.Web;

/// <summary>Where a form leads back to. Only a path of ours: «//host» and «/\host» lead elsewhere.</summary>
public static class LocalAddress
{
    public static string OrHome(string? address) =>
        address is ['/', ..] && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl) ? address : "/";
}
