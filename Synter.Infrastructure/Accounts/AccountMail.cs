using System.Globalization;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts;

/// <summary>What people are told about their accounts, as drafts: each goes into the transaction of what it tells of.</summary>
public sealed class AccountMail(PublicAddress address)
{
    public MailDraft NewDevice(MailRecipient to, Caller caller, DateTimeOffset at) =>
        Draft(MailKind.NewDevice, to.Email, [("name", to.Name), .. From(caller, at), Me, Forgot]);

    /// <param name="address">Where the second holder is.</param>
    public MailDraft SessionRevoked(MailRecipient to, string? userAgent, string? address, DateTimeOffset at) => Draft(
        MailKind.SessionRevoked, to.Email, ("name", to.Name), ("device", Device.Describe(userAgent)), ("place", Device.Place(address)), ("at", Time(at)), SignIn, Forgot);

    public MailDraft Invitation(string to, string workspace, string by, Role role, string token, DateTimeOffset expiresAt) => Draft(
        MailKind.Invitation, to, ("workspace", workspace), ("by", by), ("role", Word(role)), ("expires", Time(expiresAt)), ("link", Link("/invitation", token))) with { ExpiresAt = expiresAt };

    public MailDraft Welcome(MailRecipient to, string workspace, Role role) => Draft(
        MailKind.Welcome, to.Email, ("name", to.Name), ("workspace", workspace), ("role", Word(role)), ("may", May(role)),
        ("home_link", address.Link("/")), ("review_link", address.Link("/review")), Me);

    public MailDraft MagicLink(string to, string token, DateTimeOffset expiresAt) =>
        Draft(MailKind.MagicLink, to, ("link", Link("/auth/magic", token))) with { ExpiresAt = expiresAt };

    public MailDraft ConfirmSignUp(string to, string token, DateTimeOffset expiresAt) =>
        Draft(MailKind.ConfirmSignUp, to, ("link", Link("/sign-up/confirm", token))) with { ExpiresAt = expiresAt };

    public MailDraft AlreadyHere(string to) => Draft(MailKind.AlreadyHere, to, SignIn, Forgot);

    public MailDraft ResetPassword(MailRecipient to, string token, DateTimeOffset expiresAt) =>
        Draft(MailKind.ResetPassword, to.Email, ("name", to.Name), ("link", Link("/forgot/reset", token))) with { ExpiresAt = expiresAt };

    public MailDraft PasswordChanged(MailRecipient to, Caller caller, DateTimeOffset at) =>
        Draft(MailKind.PasswordChanged, to.Email, [("name", to.Name), .. From(caller, at), Forgot]);

    public MailDraft ConfirmEmail(MailRecipient to, string token, DateTimeOffset expiresAt) =>
        Draft(MailKind.ConfirmEmail, to.Email, ("name", to.Name), ("link", Link("/confirm-email", token))) with { ExpiresAt = expiresAt };

    public MailDraft EmailChanging(MailRecipient to, string wanted, DateTimeOffset at) =>
        Draft(MailKind.EmailChanging, to.Email, ("name", to.Name), ("email", wanted), ("at", Time(at)), Forgot);

    public static MailDraft EmailChanged(MailRecipient to, string before, string after, DateTimeOffset at) =>
        Draft(MailKind.EmailChanged, to.Email, ("name", to.Name), ("before", before), ("after", after), ("at", Time(at)));

    /// <param name="way">As in «The passkey «Laptop»».</param>
    /// <param name="what">As in «added».</param>
    public MailDraft WaysInChanged(MailRecipient to, string way, string what, Caller caller, DateTimeOffset at) =>
        Draft(MailKind.WaysInChanged, to.Email, [("name", to.Name), ("way", way), ("what", what), .. From(caller, at), Me, Forgot]);

    public MailDraft SecondFactorReset(MailRecipient to, string by, DateTimeOffset at) =>
        Draft(MailKind.SecondFactorReset, to.Email, ("name", to.Name), ("by", by), ("at", Time(at)), SignIn, Forgot);

    public MailDraft WrongCodes(MailRecipient to, Caller caller, DateTimeOffset at) =>
        Draft(MailKind.WrongCodes, to.Email, [("name", to.Name), .. From(caller, at), Forgot]);

    private (string, string) Me => ("me_link", address.Link("/me"));

    private (string, string) SignIn => ("signin_link", address.Link("/sign-in"));

    private (string, string) Forgot => ("forgot_link", address.Link("/forgot"));

    private string Link(string path, string token) => address.Link($"{path}?token={token}");

    private static MailDraft Draft(MailKind kind, string to, params (string Name, string Value)[] values) =>
        new(kind, to, values.ToDictionary(value => value.Name, value => value.Value));

    private static (string, string)[] From(Caller caller, DateTimeOffset at) =>
        [("device", Device.Describe(caller.UserAgent)), ("place", Device.Place(caller.Address)), ("at", Time(at))];

    /// <summary>Whose clock the reader has is not known.</summary>
    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Word(Role role) => role.ToString().ToLowerInvariant();

    private static string May(Role role) => role switch
    {
        Role.Viewer => "You may see everything in it.",
        Role.Analyst => "You may hire and run agents, and decide what they propose.",
        Role.Admin => "You may do everything in it, people and credentials included.",
    };
}
