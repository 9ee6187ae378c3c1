namespace Synter.Web.Api.Wire;

/// <param name="Password">Left out: sign-in is by links.</param>
/// <param name="Workspace">The slug of the workspace to join; left out: where the address belongs.</param>
public sealed record SignUpRequest(string Email, string? Password = null, string? Name = null, string? Workspace = null);

/// <param name="Workspace">The slug of the workspace to join, for who has no account yet.</param>
public sealed record MagicLinkRequest(string Email, string? Workspace = null);

public sealed record RedeemRequest(string Token);

public sealed record ForgotPasswordRequest(string Email);

public sealed record ResetPasswordRequest(string Token, string Password);

/// <summary>The one answer, whether anything was mailed or not.</summary>
public sealed record SentResponse(string Message)
{
    public static readonly SentResponse Same = new("If this address may come in here, a mail with a link is on its way.");
}
