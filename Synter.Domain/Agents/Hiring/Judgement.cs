using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>What came of judging a config or settings.</summary>
/// <param name="Value">As it is to be kept: whole numbers written plainly.</param>
/// <param name="Wrong">What may not be saved at all.</param>
/// <param name="Missing">What a draft may wait for.</param>
/// <param name="Code">The code of a refusal for what is wrong; the gravest kind decides.</param>
public sealed record Judgement(JsonObject Value, IReadOnlyList<FieldError> Wrong, IReadOnlyList<FieldError> Missing, string Code)
{
    internal const string Misfit = "validation_failed";
    internal const string RawSecret = "raw_secret";
    internal const string UnknownCredential = "unknown_credential";

    /// <summary>Null when nothing is wrong, whatever is missing.</summary>
    public Refusal? Refusal => Wrong.Count == 0 ? null : Refuse(Wrong);

    /// <summary>Null when nothing is wrong and nothing missing.</summary>
    public Refusal? RefusalUnlessWhole => Wrong.Count + Missing.Count == 0 ? null : Refuse([.. Wrong, .. Missing]);

    private Refusal Refuse(IReadOnlyList<FieldError> errors) => new(RefusalKind.Invalid, Code, Code switch
    {
        RawSecret => "A secret may not stand here. Store it under Providers and choose it here.",
        UnknownCredential => "A connection that is chosen here is not there. Choose another.",
        _ => "Some fields need a mend.",
    })
    { Errors = errors };
}
