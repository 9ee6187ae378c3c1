namespace Synter.Domain.Approvals.Gate;

/// <summary>The writers there are, by provider and kind.</summary>
public sealed class EffectWriters
{
    private readonly Dictionary<(string Provider, string Kind), IEffectWriter> _writers;

    public EffectWriters(IEnumerable<IEffectWriter> writers) =>
        _writers = writers.SelectMany(w => w.Kinds, (w, kind) => (Key: (w.Provider, kind), Writer: w)).ToDictionary(p => p.Key, p => p.Writer);

    /// <summary>Null when nobody can send this kind there.</summary>
    public IEffectWriter? Find(string provider, string kind) => _writers.GetValueOrDefault((provider, kind));
}
