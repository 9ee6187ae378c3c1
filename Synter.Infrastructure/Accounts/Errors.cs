using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts;

/// <summary>What a person signing in, or adding people, may meet.</summary>
public static class Errors
{
    /// <summary>The same for an unknown address and a wrong password.</summary>
    public static readonly Refusal InvalidCredentials = new(
        RefusalKind.Denied, "invalid_credentials", "E-mail and password do not match. Check both and try again.");

    public static Refusal RateLimited(TimeSpan wait) =>
        new(RefusalKind.TooMany, "rate_limited", $"Too many tries. Wait {Math.Max(1, Math.Ceiling(wait.TotalSeconds))} s and try again.") { RetryAfter = wait };

    public static readonly Refusal NoWorkspace = new(
        RefusalKind.Denied, "forbidden", "You belong to no workspace. Ask an admin for an invitation.");

    /// <summary>A provider vouches for the person and not for the address.</summary>
    public static readonly Refusal AddressNotVerified = new(
        RefusalKind.Denied, "address_not_verified", "That account’s e-mail address is not confirmed. Confirm it there, or come in another way.");

    public static readonly Refusal DirectoryAway = new(
        RefusalKind.Conflict, "directory_away", "Names are looked up in another service, which cannot be reached just now. Try again in a minute.");

    public static readonly Refusal LastWayIn = new(
        RefusalKind.Conflict, "last_way_in", "This is the only way you can sign in. Set a password first, or add a passkey.");

    public static readonly Refusal LinkedElsewhere = new(
        RefusalKind.Conflict, "linked_elsewhere", "That account signs somebody else in here. Unlink it there first, or connect another one.");

    public static readonly Refusal SlugTaken = new(
        RefusalKind.Conflict, "already_exists", "Another workspace has this slug. Choose another one.");

    public static readonly Refusal EmailTaken = new(
        RefusalKind.Conflict, "already_exists", "There is an account with this e-mail already. Use another address.");

    public static readonly Refusal NoEmail = Refusals.Invalid(new FieldError("/email", "Give an e-mail address, as in name@example.com."));

    public static readonly Refusal DeadLink = new(
        RefusalKind.Denied, "dead_link", "This link was used already, or its time is over. Ask for a new one.");

    public static readonly Refusal WrongPassword = new(
        RefusalKind.Denied, "wrong_password", "This is not the password. Check it and try again.");

    public static readonly Refusal Passwordless = new(
        RefusalKind.Denied, "passwordless", "Your workspace takes no passwords. Ask for a sign-in link, or use a passkey.");

    public static readonly Refusal WrongCode = new(
        RefusalKind.Denied, "wrong_code", "This is no code of now, or it was used already. Wait for the next one and try again.");

    public static readonly Refusal WrongProof = new(
        RefusalKind.Denied, "wrong_proof", "This is neither your password nor a code of now. Check it and try again.");

    /// <summary>The first factor is to be proven anew.</summary>
    public static readonly Refusal SignInLapsed = new(
        RefusalKind.Denied, "sign_in_lapsed", "This sign-in took too long, or had too many wrong codes. Begin again.");

    /// <summary>What somebody meets everywhere until they have what the workspace asks for.</summary>
    public static readonly Refusal SecondFactorRequired = new(
        RefusalKind.Denied, "second_factor_required", "This workspace asks for a second factor. Set one up under /me/second-factor, or sign in with the one you have.");

    /// <summary>For who has a second factor and signed in without it: by the first alone nobody adds another past it.</summary>
    public static readonly Refusal ShowSecondFactor = new(
        RefusalKind.Denied, "second_factor_required", "A workspace of yours asks for a second factor, and you have one. Sign in with it first.");

    public static readonly Refusal ProveAgain = new(
        RefusalKind.Denied, "reauthentication_required", "Give your password or a code: who signs in how is not changed from an unlocked screen alone.");

    /// <summary>For a passkey that is unknown, withdrawn, answered late or twice: a stranger learns not which.</summary>
    public static readonly Refusal NoPasskey = new(
        RefusalKind.Denied, "no_passkey", "This passkey did not work here. Try again, or use another way.");

    /// <summary>For a personal API token: one that leaked must not become its person.</summary>
    public static readonly Refusal SessionRequired = new(
        RefusalKind.Denied, "session_required", "An API token does not change how its person signs in. Sign in as yourself.");

    public static readonly Refusal SignInAgain = new(
        RefusalKind.Denied, "reauthentication_required", "You signed in a while ago. Sign in again first: this is not done from an unlocked screen alone.");
}
