using System.Text.Json.Nodes;
using Synter.Domain.Vault;

namespace Synter.Web.Api.Wire;

/// <summary>A platform's secret on its way in. It is never sent out again.</summary>
/// <param name="Secret">The fields the platform asks for, as in <c>{"access_token": "…"}</c>.</param>
public sealed record PutPlatformCredentialRequest(string Platform, Dictionary<string, string> Secret, string? PostingIdentity = null);

/// <summary>An exchange's keys on their way in, with the limits that go with them.</summary>
public sealed record PutExchangeSetupRequest(string ExchangeProvider, string ApiKey, string ApiSecret, JsonObject RiskLimits);

/// <param name="Tested">Whether the provider took it when it was last asked.</param>
/// <param name="TestedAt">Null when nobody could ask.</param>
/// <param name="TestResult"><c>works</c>, <c>refused</c> or <c>unreachable</c>.</param>
public sealed record PlatformCredentialResponse(
    CredentialRef CredentialRef,
    string Platform,
    string? PostingIdentity,
    string Last4,
    IReadOnlyList<string> Fields,
    bool Tested,
    DateTimeOffset? TestedAt,
    ProbeOutcome? TestResult,
    string? TestMessage,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static PlatformCredentialResponse From(CredentialSummary c) => new(
        c.Ref, c.Provider, c.PostingIdentity, c.Last4, c.Fields, c.Test is { Works: true }, c.Test?.At, c.Test?.Outcome, c.Test?.Message,
        c.CreatedAt, c.UpdatedAt);
}

public sealed record ExchangeSetupResponse(
    CredentialRef CredentialRef,
    string ExchangeProvider,
    string Last4,
    JsonObject? RiskLimits,
    bool Tested,
    DateTimeOffset? TestedAt,
    ProbeOutcome? TestResult,
    string? TestMessage,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static ExchangeSetupResponse From(CredentialSummary c) => new(
        c.Ref, c.Provider, c.Last4, c.RiskLimits, c.Test is { Works: true }, c.Test?.At, c.Test?.Outcome, c.Test?.Message, c.CreatedAt, c.UpdatedAt);
}
