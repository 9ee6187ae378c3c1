namespace Synter.Domain.DataGen.Offline;

/// <summary>Chance that comes out the same everywhere: the framework's own generator may change between versions.</summary>
internal sealed class Seeded
{
    private ulong _state;

    public Seeded(string text, int seed)
    {
        const ulong offset = 14_695_981_039_346_656_037;
        const ulong prime = 1_099_511_628_211;
        _state = text.Aggregate(offset ^ ((ulong)(uint)seed << 32), (hash, c) => (hash ^ c) * prime);
    }

    /// <summary>Below <paramref name="most"/>, from 0.</summary>
    public int Next(int most) => (int)(Next() % (ulong)most);

    public long Between(long least, long most) => least + (long)(Next() % (ulong)(most - least + 1));

    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    public string Hex(int digits) => string.Concat(Enumerable.Range(0, digits).Select(_ => "0123456789abcdef"[Next(16)]));

    // SplitMix64.
    private ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
