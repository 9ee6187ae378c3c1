using System.Text.Json;

namespace Synter.Infrastructure.Accounts.Outside;

/// <summary>Whom a provider says it has before it.</summary>
/// <param name="Subject">The provider's own name for the person; the only one that lasts.</param>
public sealed record OutsideIdentity(string Subject, string? Email, bool IsEmailVerified, string? Name)
{
    /// <summary>From the claims of a token, or of the user's own document.</summary>
    public static OutsideIdentity From(string subject, JsonElement claims) => new(subject, Text(claims, "email"), IsTrue(claims, "email_verified"), Text(claims, "name"));

    /// <summary>With what the user's own document says beyond the token, when that says no address.</summary>
    public OutsideIdentity Or(OutsideIdentity other) => Email is null ? other with { Name = Name ?? other.Name } : this with { Name = Name ?? other.Name };

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Some services write the word and not the value.</summary>
    private static bool IsTrue(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.ValueEquals("true"u8)));
}

/// <summary>What came with it.</summary>
public sealed record OutsideTokens(string? Access, string? Refresh, DateTimeOffset? ExpiresAt);
