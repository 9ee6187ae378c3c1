namespace Synter.Domain.Mail;

/// <summary>The occasions on which Synter writes to a person. Each has a template of its name.</summary>
public enum MailKind
{
    /// <summary>An account was made: the role and where to begin.</summary>
    Welcome,

    /// <summary>Somebody asked for a link to sign in with.</summary>
    MagicLink,

    /// <summary>Somebody signs up with this address and a password.</summary>
    ConfirmSignUp,

    /// <summary>Somebody signs up with the address of an account that is there already.</summary>
    AlreadyHere,

    /// <summary>An admin asks somebody into a workspace.</summary>
    Invitation,

    /// <summary>Somebody forgot the password.</summary>
    ResetPassword,

    PasswordChanged,

    /// <summary>To the new address: does it belong to whoever asks?</summary>
    ConfirmEmail,

    /// <summary>To the address before: somebody wants another one.</summary>
    EmailChanging,

    /// <summary>To both addresses, once it is done.</summary>
    EmailChanged,

    NewDevice,

    /// <summary>A token that had been replaced was used again, so the sign-in was ended.</summary>
    SessionRevoked,

    /// <summary>A way to sign in was added or taken away.</summary>
    WaysInChanged,

    /// <summary>An admin took the second factor away, as somebody asked who had lost it.</summary>
    SecondFactorReset,

    /// <summary>Somebody got past the first of two factors and then had too many wrong codes.</summary>
    WrongCodes,
}
