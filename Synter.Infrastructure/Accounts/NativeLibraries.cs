using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Synter.Infrastructure.Accounts;

/// <summary>Where the machine has what we call in C. The file without a version comes with the development packages only.</summary>
internal static class NativeLibraries
{
    public const string Sodium = "sodium";
    public const string Argon2 = "argon2";

    private static readonly Dictionary<string, string[]> Files = new()
    {
        [Sodium] = ["libsodium.so.23", "libsodium.so.26", "libsodium"],
        [Argon2] = ["libargon2.so.1", "libargon2"],
    };

    public static bool Has(string name) => Resolve(name, typeof(NativeLibraries).Assembly, null) != 0;

#pragma warning disable CA2255 // Here the initializer is what it is meant for: it must run before the first call.
    [ModuleInitializer]
    internal static void Find() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
#pragma warning restore CA2255

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (Files.TryGetValue(name, out var files))
        {
            foreach (var file in files)
            {
                if (NativeLibrary.TryLoad(file, assembly, path, out var handle))
                {
                    return handle;
                }
            }
        }

        return 0;
    }
}
