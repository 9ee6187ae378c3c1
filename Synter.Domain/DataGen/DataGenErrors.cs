using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>What DataGen refuses, and how to go on.</summary>
public static class DataGenErrors
{
    public static readonly Refusal NoSuchDataset = Refusals.NotFound("dataset");

    public static readonly Refusal NoSuchRecord = Refusals.NotFound("record");

    public static readonly Refusal StillRunning = Refusals.WrongState("This dataset is still being made. Wait for its end, or cancel it.");

    public static readonly Refusal HasEnded = Refusals.WrongState("This dataset has ended already. There is nothing to cancel.");

    public static readonly Refusal NothingMissing = Refusals.WrongState("Every record of this dataset is there. There is nothing to make again.");

    public static readonly Refusal AgentPaused = Refusals.WrongState("The workspace’s DataGen agent is paused. Resume it under My Agents.");

    public static readonly Refusal NotConfigured = new(
        RefusalKind.Conflict, "inference_not_configured",
        "No inference server is configured and the sandbox is off. Ask the operators of Synter to set DATAGEN_INFERENCE_HOST and DATAGEN_INFERENCE_PORT, or DATAGEN_INFERENCE_BASE_URL.");

    public static Refusal TooMany(int perMinute, TimeSpan retryAfter) => new(
        RefusalKind.TooMany, "rate_limited", $"You may start {perMinute} jobs and previews a minute. Try again in a moment.") { RetryAfter = retryAfter };
}
