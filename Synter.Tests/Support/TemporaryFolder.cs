namespace Synter.Tests.Support;

/// <summary>A folder of one test's own, gone when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Path, (UnixFileMode)0b111_001_001);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "synter-test-" + System.IO.Path.GetRandomFileName());

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
