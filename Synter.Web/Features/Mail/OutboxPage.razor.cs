using System.Globalization;
using Microsoft.AspNetCore.Components;
using Synter.Domain.Mail;

namespace Synter.Web.Features.Mail;

/// <summary>What Synter wrote to people. Where no mail server is set, its links can be followed from here.</summary>
public partial class OutboxPage
{
    private IReadOnlyList<MailLine>? _lines;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Inject]
    public required IMailQueries Mails { get; set; }

    [Inject]
    public required IMailTransport Transport { get; set; }

    [Inject]
    public required OutboxDoor Door { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!Door.IsOpenTo(Http))
        {
            // To others it is not there: not even that there is such a page is theirs to know.
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Http.Response.Headers.CacheControl = "no-store";
        _lines = await Mails.NewestAsync(Http.RequestAborted);
    }

    private static string Words(MailLine line) => line.State switch
    {
        MailState.Kept => "Kept here",
        MailState.Waiting => "Waiting",
        MailState.Retrying => string.Create(CultureInfo.InvariantCulture, $"Retrying after {line.Tries} tries"),
        MailState.Sent => "Sent",
        MailState.GivenUp => line.Problem is null ? "Out of date" : "Not delivered",
    };

    private static string Words(MailKind kind) => kind switch
    {
        MailKind.Welcome => "Welcome",
        MailKind.MagicLink => "Sign-in link",
        MailKind.ConfirmSignUp => "Confirm a sign-up",
        MailKind.AlreadyHere => "There is an account already",
        MailKind.Invitation => "Invitation",
        MailKind.ResetPassword => "Set a new password",
        MailKind.PasswordChanged => "Password changed",
        MailKind.ConfirmEmail => "Confirm a new e-mail",
        MailKind.EmailChanging => "E-mail about to change",
        MailKind.EmailChanged => "E-mail changed",
        MailKind.NewDevice => "New device",
        MailKind.SessionRevoked => "Sign-in ended",
        MailKind.WaysInChanged => "Way to sign in changed",
        MailKind.SecondFactorReset => "Second factor reset",
        MailKind.WrongCodes => "Wrong codes",
    };
}
