using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>A secret on its way into the vault, with what people know it by.</summary>
/// <param name="RiskLimits">Exchanges only.</param>
public sealed partial record NewCredential(
    CredentialKind Kind, string Provider, string? PostingIdentity, Secret Secret, JsonObject? RiskLimits = null)
{
    private const int MaxFields = 20;
    private const int MaxFieldName = 64;
    private const int MaxValue = 16 * 1024;
    private const int MaxIdentity = 200;
    private const int ShownFrom = 12;

    /// <summary>Where each part stands in the request that brought it, for the pointers of errors.</summary>
    public string ProviderPointer => Kind == CredentialKind.Exchange ? "/exchange_provider" : "/platform";

    /// <summary>
    /// The last four characters of the main field. A short value shows none: four of eight characters are half the secret.
    /// </summary>
    public string Last4(IReadOnlyList<string> knownFields)
    {
        var main = knownFields.Concat(["access_token", "api_key", "token"]).FirstOrDefault(Secret.Has) ?? Secret.FieldNames()[0];
        return Secret.Use(main, value => value.Length >= ShownFrom ? value[^4..] : "");
    }

    /// <summary>What is wrong with its shape, whatever the provider thinks of it.</summary>
    public IReadOnlyList<FieldError> Errors() => [.. ShapeErrors()];

    private IEnumerable<FieldError> ShapeErrors()
    {
        if (!ProviderName().IsMatch(Provider))
        {
            yield return new FieldError(ProviderPointer, "Name the provider in lower case, as in facebook.");
        }

        if (PostingIdentity?.Length > MaxIdentity)
        {
            yield return new FieldError("/posting_identity", $"Use at most {MaxIdentity} characters.");
        }

        if (PostingIdentity is not null && RawSecrets.IsKnownKeyFormat(PostingIdentity))
        {
            yield return new FieldError("/posting_identity", "This looks like a secret. Name the page or handle here, and put the secret into secret.");
        }

        var names = Secret.FieldNames();
        if (names.Count is 0 or > MaxFields)
        {
            yield return new FieldError("/secret", $"Give the secret as 1 to {MaxFields} named fields.");
        }

        foreach (var error in RiskLimits is null ? [] : ExchangeLimits.Errors(RiskLimits, "/risk_limits"))
        {
            yield return error;
        }

        foreach (var name in names)
        {
            if (FieldError(name) is { } problem)
            {
                yield return new FieldError(FieldPointer(name), problem);
            }
        }
    }

    /// <summary>Exchanges send their keys at the top of the request, platforms within <c>secret</c>.</summary>
    public string FieldPointer(string name) => JsonPointer.Append(Kind == CredentialKind.Exchange ? "" : "/secret", name);

    private string? FieldError(string name) => Secret.Use(name, value =>
        name.Length is 0 or > MaxFieldName ? $"Use 1 to {MaxFieldName} characters for the field's name."
        : string.IsNullOrWhiteSpace(value) ? "This is empty."
        : value.Length > MaxValue ? $"Use at most {MaxValue} characters."
        : null);

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex ProviderName();
}
