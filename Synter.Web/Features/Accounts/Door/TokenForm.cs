namespace Synter.Web.Features.Accounts.Door;

/// <summary>What pages behind a mailed link post.</summary>
public sealed class TokenForm
{
    public string? Token { get; set; }

    public string? Password { get; set; }
}
