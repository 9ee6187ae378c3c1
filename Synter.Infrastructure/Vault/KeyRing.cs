namespace Synter.Infrastructure.Vault;

/// <summary>
/// The keys this installation holds. The first seals; every one of them opens. To rotate, put a new key first and keep the old
/// one until <see cref="VaultSeed"/> has re-wrapped what it sealed.
/// </summary>
public sealed class KeyRing
{
    private readonly Dictionary<string, VaultKey> _byId;

    private KeyRing(IReadOnlyList<VaultKey> keys, string source)
    {
        Current = keys[0];
        Source = source;
        _byId = keys.DistinctBy(k => k.Id).ToDictionary(k => k.Id);
    }

    public VaultKey Current { get; }

    /// <summary>Where the keys came from, for sentences: the name of a setting or the path of a file.</summary>
    public string Source { get; }

    public string[] Ids => [.. _byId.Keys];

    /// <exception cref="VaultKeyMissingException">No key of this id is held.</exception>
    public VaultKey Find(string id) => _byId.GetValueOrDefault(id) ?? throw new VaultKeyMissingException(id, Source);

    public bool Holds(string id) => _byId.ContainsKey(id);

    /// <summary>Reads keys in base64, parted by commas, semicolons or white space; lines that begin with # are skipped.</summary>
    /// <param name="source">Named in the sentence when the text is wrong.</param>
    /// <exception cref="VaultKeyFormatException">There is no key in it, or one of them is not 32 bytes in base64.</exception>
    public static KeyRing Parse(string text, string source)
    {
        var words = text.Split('\n')
            .Where(line => !line.TrimStart().StartsWith('#'))
            .SelectMany(line => line.Split([',', ';', ' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        var keys = words.ConvertAll(VaultKey.TryParse);
        if (keys.Count == 0)
        {
            throw new VaultKeyFormatException($"{source} holds no vault key. {Mend}");
        }

        var wrong = keys.IndexOf(null);
        return wrong < 0
            ? new KeyRing(keys!, source)
            : throw new VaultKeyFormatException($"Key {wrong + 1} in {source} is not 32 bytes in base64. {Mend}");
    }

    private const string Mend = "Make one with «openssl rand -base64 32».";
}
