using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts.CStoreAuth;

/// <summary>A person as cstore-auth keeps them.</summary>
/// <param name="Name">Canonical: what is signed in with.</param>
/// <param name="DisplayName">What the record says they are called; null when it does not.</param>
/// <param name="Role">Of the account that the first sign-in makes.</param>
/// <param name="Password">Null when they have none, or one of a kind we do not know: then nothing signs them in.</param>
internal sealed record CStoreUser(string Name, string? DisplayName, Role Role, StoredPassword? Password)
{
    public const string Admin = "admin";

    private const int Shortest = 3;
    private const int Longest = 64;

    /// <summary>As cstore-auth writes names; null when it could not be one.</summary>
    public static string? Canonical(string name)
    {
        var canonical = name.Trim().ToLowerInvariant();
        return canonical.Length is >= Shortest and <= Longest && canonical.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-') ? canonical : null;
    }

    /// <returns>Null when the record is none that cstore-auth would read.</returns>
    public static CStoreUser? Read(string name, string record)
    {
        try
        {
            if (JsonNode.Parse(record) is not JsonObject json || Text(json, "type") != "simple" || RoleOf(Text(json, "role")) is not { } role
                || Text(json, "createdAt") is null || Text(json, "updatedAt") is null || json["metadata"] is not (null or JsonObject))
            {
                return null;
            }

            return new CStoreUser(name, Text(json["metadata"] as JsonObject, "name"), role, json["password"] is JsonObject password ? StoredPassword.Read(password) : null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException)
        {
            // Also a key that is there twice.
            return null;
        }
    }

    /// <summary>The record of a new admin.</summary>
    public static string NewAdmin(StoredPassword.Argon2 password, DateTimeOffset now)
    {
        var at = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["type"] = "simple",
            ["password"] = new JsonObject
            {
                ["algo"] = "argon2id",
                ["hash"] = Convert.ToBase64String(password.Hash),
                ["salt"] = Convert.ToBase64String(password.Salt),
                ["version"] = 1,
                ["params"] = new JsonObject
                {
                    ["timeCost"] = password.Passes, ["memoryCost"] = password.MemoryKiB, ["parallelism"] = password.Lanes, ["outputLen"] = password.Hash.Length,
                },
            },
            ["role"] = "admin",
            ["metadata"] = new JsonObject(),
            ["createdAt"] = at,
            ["updatedAt"] = at,
        }.ToJsonString();
    }

    /// <summary>A user of cstore-auth is there to make datasets, which takes an analyst.</summary>
    private static Role? RoleOf(string? role) => role switch
    {
        "admin" => Synter.Domain.Kernel.Role.Admin,
        "user" => Synter.Domain.Kernel.Role.Analyst,
        _ => null,
    };

    private static string? Text(JsonObject? json, string name) => json?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
