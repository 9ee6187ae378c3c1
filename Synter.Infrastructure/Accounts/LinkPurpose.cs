namespace Synter.Infrastructure.Accounts;

/// <summary>What a one-time link is for. A link of one purpose is worth nothing for another.</summary>
public enum LinkPurpose
{
    /// <summary>Signs in whoever holds it; makes the account where there is none yet.</summary>
    SignIn,

    /// <summary>Makes the account that was asked for with a password.</summary>
    SignUp,

    /// <summary>Sets a new password.</summary>
    ResetPassword,

    /// <summary>Proves that a new address is one's own.</summary>
    ChangeEmail,
}
