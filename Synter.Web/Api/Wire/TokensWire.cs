using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts.Tokens;

namespace Synter.Web.Api.Wire;

/// <summary>Empty for a browser, whose cookie speaks for it.</summary>
/// <param name="Challenge">What the answer to e-mail and password asked a code for.</param>
/// <param name="Code">Of the authenticator, or a recovery code.</param>
public sealed record TokenRequest(string? Email = null, string? Password = null, string? Challenge = null, string? Code = null);

public sealed record RefreshRequest(string RefreshToken);

public sealed record TokenResponse(string AccessToken, string TokenType, int ExpiresIn, string? RefreshToken);

public sealed record KeysResponse(IReadOnlyList<PublicJwk> Keys);

public sealed record SigningKeyResponse(string Kid);

/// <param name="Days">How long it lasts; 90 when nothing is said.</param>
public sealed record NewPersonalTokenRequest(string Name, Role Role, int? Days = null);

/// <param name="EndedAt">Null while it counts.</param>
public sealed record PersonalTokenResponse(
    PersonalTokenId Id, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? EndedAt, TokenEnd? EndedBecause)
{
    public static PersonalTokenResponse From(PersonalTokenLine line) => new(line.Id, line.Name, line.Role, line.CreatedAt, line.ExpiresAt, line.LastUsedAt, line.EndedAt, line.EndedBecause);
}

/// <param name="Token">Shown this once.</param>
public sealed record NewPersonalTokenResponse(PersonalTokenId Id, string Name, Role Role, DateTimeOffset ExpiresAt, string Token)
{
    public static NewPersonalTokenResponse From(string token, PersonalTokenLine line) => new(line.Id, line.Name, line.Role, line.ExpiresAt, token);
}
