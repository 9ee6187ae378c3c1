using System.Diagnostics;

namespace Synter.Domain.Vault;

/// <summary>
/// A secret in plain text, alive only inside a provider client's call. It has no text form, no serialiser and no debugger
/// view; <see cref="Use{T}"/> is the one way to read it.
/// </summary>
[DebuggerDisplay("secret")]
public sealed class Secret
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly IReadOnlyDictionary<string, string> _fields;

    public Secret(IReadOnlyDictionary<string, string> fields) => _fields = fields;

    /// <summary>The names of its fields; names are no secret.</summary>
    public IReadOnlyList<string> FieldNames() => [.. _fields.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Gives one field of the secret to a function, as in <c>secret.Use("access_token", t => …)</c>.</summary>
    /// <exception cref="KeyNotFoundException">The secret has no such field.</exception>
    public T Use<T>(string field, Func<string, T> use) => use(_fields[field]);

    public bool Has(string field) => _fields.ContainsKey(field);

    public override string ToString() => "secret";
}
