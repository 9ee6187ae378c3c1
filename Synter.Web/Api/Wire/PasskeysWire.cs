using System.Text.Json;
using Synter.Infrastructure.Accounts.Factors;

namespace Synter.Web.Api.Wire;

/// <param name="Credential">What <c>navigator.credentials.get</c> gave, as JSON.</param>
public sealed record PasskeySignInRequest(JsonElement Credential);

/// <param name="Credential">What <c>navigator.credentials.create</c> gave, as JSON.</param>
/// <param name="Name">Left out: the browser's.</param>
public sealed record NewPasskeyRequest(JsonElement Credential, string? Name = null);

public sealed record RenamePasskeyRequest(string Name);

/// <param name="IsSynced">It is copied to other devices of its person.</param>
public sealed record PasskeyResponse(string Id, string Name, DateTimeOffset CreatedAt, bool IsSynced)
{
    public static PasskeyResponse From(PasskeyLine line) => new(line.Id, line.Name, line.CreatedAt, line.IsSynced);
}
