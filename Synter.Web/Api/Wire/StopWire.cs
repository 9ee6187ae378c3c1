using Synter.Domain.Accounts;

namespace Synter.Web.Api.Wire;

public sealed record StopRequest(string? Reason = null);

/// <param name="Word">The word «resume», typed.</param>
public sealed record ResumeRequest(string Word);

/// <param name="Held">How many approved changes wait behind the stop.</param>
public sealed record StopResponse(bool Stopped, DateTimeOffset? StoppedAt, string? StoppedBy, string? Reason, int Held)
{
    public static StopResponse From(StopBanner? banner) => banner is null
        ? new StopResponse(false, null, null, null, 0)
        : new StopResponse(true, banner.Stop.At, banner.Stop.By, banner.Stop.Reason, banner.Held);
}
