namespace Synter.Domain.Kernel;

/// <summary>A value that has no canonical form.</summary>
public sealed class CanonicalJsonException(string path, string problem)
    : Exception($"{(path.Length == 0 ? "The value" : path)} {problem}.")
{
    /// <summary>A JSON Pointer to what is outside the set.</summary>
    public string Path { get; } = path;
}
