using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;

namespace Synter.Web.Features.Accounts.Outside;

/// <summary>Why somebody came back from a provider without being signed in, or nothing was connected or unlinked, as it stands in an address and on the page.</summary>
internal static class OutsideProblem
{
    public const string Cancelled = "cancelled";
    public const string Provider = "provider";

    /// <summary>Of connecting: the session that asked is not the one that came back, or it asked too long ago.</summary>
    public const string Lapsed = "lapsed";

    private static readonly Refusal[] s_refusals = [Errors.AddressNotVerified, Errors.NoWorkspace, Errors.LinkedElsewhere, Errors.LastWayIn, Errors.SignInAgain];

    public static string Of(Refusal refusal) => refusal.Code;

    /// <summary>Null for what is no such word: an address cannot put words of its own on our page.</summary>
    public static string? Text(string? word) => word switch
    {
        Cancelled => "You turned back before it was done.",
        Lapsed => "That took too long, or was asked for elsewhere. Nothing was connected; try again.",
        Provider => "That service could not be asked, or its answer was not right. Try again, or come in another way.",
        _ => s_refusals.FirstOrDefault(refusal => refusal.Code == word)?.Message,
    };
}
