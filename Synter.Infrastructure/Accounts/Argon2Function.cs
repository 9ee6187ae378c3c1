using System.Runtime.InteropServices;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Accounts;

/// <summary>The function itself, by libargon2: version 0x13, on the caller's thread, in memory that is kept.</summary>
internal static partial class Argon2Function
{
    private const int Argon2Id = 2;
    private const uint Version13 = 0x13;

    /// <exception cref="StartupException">The machine has no libargon2.</exception>
    public static void Require()
    {
        if (!NativeLibraries.Has(NativeLibraries.Argon2))
        {
            throw new StartupException("The library libargon2 is not installed: apt-get install libargon2-1.");
        }
    }

    /// <param name="secret">The pepper; empty for none.</param>
    public static unsafe byte[] Derive(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> secret, uint passes, uint memoryKiB, uint lanes, int length)
    {
        var output = new byte[length];
        int problem;
        fixed (byte* to = output, from = password, with = salt, pepper = secret)
        {
            var context = new Context
            {
                Output = to, OutputLength = (uint)length,
                Password = from, PasswordLength = (uint)password.Length,
                Salt = with, SaltLength = (uint)salt.Length,
                Secret = pepper, SecretLength = (uint)secret.Length,
                Passes = passes, MemoryKiB = memoryKiB, Lanes = lanes, Threads = 1, Version = Version13,
                Allocate = &Argon2Memory.Take, Free = &Argon2Memory.GiveBack,
            };
            problem = Run(&context, Argon2Id);
        }

        return problem == 0
            ? output
            : throw new InsufficientMemoryException($"Argon2id could not be computed with {memoryKiB} KiB and {passes} passes ({problem}).");
    }

    [LibraryImport(NativeLibraries.Argon2, EntryPoint = "argon2_ctx")]
    private static unsafe partial int Run(Context* context, int type);

    /// <summary>libargon2's <c>argon2_context</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Context
    {
        public byte* Output;
        public uint OutputLength;
        public byte* Password;
        public uint PasswordLength;
        public byte* Salt;
        public uint SaltLength;
        public byte* Secret;
        public uint SecretLength;
        public byte* Associated;
        public uint AssociatedLength;
        public uint Passes;
        public uint MemoryKiB;
        public uint Lanes;
        public uint Threads;
        public uint Version;
        public delegate* unmanaged[Cdecl]<byte**, nuint, int> Allocate;
        public delegate* unmanaged[Cdecl]<byte*, nuint, void> Free;
        public uint Flags;
    }
}
