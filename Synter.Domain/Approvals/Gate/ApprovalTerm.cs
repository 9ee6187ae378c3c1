namespace Synter.Domain.Approvals.Gate;

/// <summary>How long an approval holds.</summary>
/// <param name="TimeToLive">72 hours unless the operator says otherwise.</param>
public sealed record ApprovalTerm(TimeSpan TimeToLive)
{
    public static readonly ApprovalTerm Default = new(TimeSpan.FromHours(72));

    /// <summary>What waits for a time of its own must still be approved when it comes, and a day of trouble after.</summary>
    private static readonly TimeSpan AfterSendTime = TimeSpan.FromHours(24);

    public DateTimeOffset ExpiresAt(DateTimeOffset approvedAt, DateTimeOffset? sendAt)
    {
        var byAge = approvedAt + TimeToLive;
        return sendAt + AfterSendTime is { } bySendTime && bySendTime > byAge ? bySendTime : byAge;
    }
}
