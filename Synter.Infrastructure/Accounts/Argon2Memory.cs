using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Synter.Infrastructure.Accounts;

/// <summary>
/// Where Argon2 works. Its megabytes are kept from one password to the next: to get fresh pages from the system, and to give them
/// back, takes as long as the computation itself, on virtual machines longer. They are large pages where the system has them, as it
/// jumps about in all of it. libargon2 wipes them before it gives them back.
/// </summary>
internal static unsafe partial class Argon2Memory
{
    private const int LargePage = 2 * 1024 * 1024;
    private const int WantsLargePages = 14;

    private static readonly int s_most = Environment.ProcessorCount;
    private static readonly ConcurrentStack<Block> s_kept = new();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Take(byte** memory, nuint size)
    {
        while (s_kept.TryPop(out var block))
        {
            if (block.Size == size)
            {
                *memory = block.Start;
                return 0;
            }

            NativeMemory.AlignedFree(block.Start);
        }

        try
        {
            *memory = (byte*)NativeMemory.AlignedAlloc(size, LargePage);
        }
        catch (OutOfMemoryException)
        {
            // No exception may pass through C.
            return -1;
        }

        // A wish only: without them it is slower, and nothing else.
        if (OperatingSystem.IsLinux()) _ = Advise(*memory, size, WantsLargePages);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void GiveBack(byte* memory, nuint size)
    {
        if (s_kept.Count < s_most)
        {
            s_kept.Push(new Block(memory, size));
            return;
        }

        NativeMemory.AlignedFree(memory);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* start, nuint size, int advice);

    private readonly struct Block(byte* start, nuint size)
    {
        public byte* Start { get; } = start;

        public nuint Size { get; } = size;
    }
}
