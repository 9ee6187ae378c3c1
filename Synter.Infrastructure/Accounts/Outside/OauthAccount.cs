using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts.Outside;

/// <summary>Names a link between a person and their account at a provider.</summary>
public readonly record struct OauthAccountId(Guid Value) : IStrongId<OauthAccountId>
{
    public static string Prefix => "oac_";

    public static OauthAccountId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}

/// <summary>A person's account at a provider. Whoever the provider says has it before them is that person.</summary>
public sealed class OauthAccount
{
    /// <summary>Names the key that the tokens are sealed under.</summary>
    internal const string Purpose = "oauth";

    public required OauthAccountId Id { get; init; }

    public required UserId UserId { get; init; }

    /// <summary>See <see cref="OutsideProvider.Realm"/>.</summary>
    public required string Provider { get; init; }

    public required string ProviderUserId { get; init; }

    /// <summary>As the provider last said it; for people to tell two apart.</summary>
    public string? Email { get; set; }

    /// <summary>The provider's tokens, sealed for this row. Null: it gave none.</summary>
    public byte[]? SealedTokens { get; set; }

    /// <summary>When the access token among them ends.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUsedAt { get; set; }

    internal string Bound => $"oauth/{Id}";
}
