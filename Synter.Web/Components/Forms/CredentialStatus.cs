using Synter.Domain.Vault;
using Synter.Web.Components.States;

namespace Synter.Web.Components.Forms;

public static class CredentialStatus
{
    /// <summary>What is known of a chosen credential; untested is no fault.</summary>
    public static Status Of(CredentialSummary? credential) => credential switch
    {
        null => StatusWords.Missing,
        { Test: { Works: false, Outcome: ProbeOutcome.Refused } } => StatusWords.SignInFailed,
        { Test.Works: true } => StatusWords.Works,
        _ => StatusWords.Configured,
    };
}
