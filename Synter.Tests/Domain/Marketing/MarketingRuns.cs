using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Domain.Marketing;
using Synter.Domain.Marketing.Offline;
using Synter.Domain.Vault;
using Synter.Tests.Support;

namespace Synter.Tests.Domain.Marketing;

/// <summary>Runs of the marketing skills, without an engine.</summary>
internal static class MarketingRuns
{
    public static readonly DateTimeOffset Monday9 = new(2026, 11, 23, 3, 30, 0, TimeSpan.Zero);

    public static readonly CredentialRef FacebookCredential = CredentialRef.From(Guid.Parse("01930000-0000-7000-8000-000000000001"));

    public static readonly CredentialRef XCredential = CredentialRef.From(Guid.Parse("01930000-0000-7000-8000-000000000002"));

    private static readonly GoalId Goal = GoalId.From(Guid.Parse("01930000-0000-7000-8000-000000000003"));

    public static JsonObject Config() => new()
    {
        ["nickname"] = "Asha",
        ["avatar"] = "teal",
        ["brand_name"] = "Sunrise Dental",
        ["location"] = "Kothrud, Pune",
        ["offerings"] = new JsonArray("Dental implants", "Root canal"),
        ["primary_language"] = "en-IN",
        ["timezone"] = "Asia/Kolkata",
        ["platforms_enabled"] = new JsonArray("facebook", "x"),
        ["platform_credentials"] = new JsonObject { ["facebook"] = FacebookCredential.ToString(), ["x"] = XCredential.ToString() },
    };

    public static IAgentSkill Weekly { get; } = new WeeklyBatchSkill(new OfflineComposer());

    public static IAgentSkill Daily { get; } = new DailyEducationSkill(new OfflineComposer());

    public static IAgentSkill Monthly { get; } = new MonthlyPackSkill(new OfflineComposer());

    public static RecordingRunContext Context(
        JsonObject? settings = null, JsonObject? config = null, DateTimeOffset? scheduledFor = null, DateTimeOffset? askedAt = null,
        bool dryRun = false, string? watermark = null, string zone = "Asia/Kolkata")
    {
        var clock = new FixedClock(askedAt ?? scheduledFor ?? Monday9);
        return new RecordingRunContext
        {
            Envelope = new RunEnvelope(Goal.ToString(), StrongId.New<RunId>(clock), StrongId.New<WorkspaceId>(clock), [], null, dryRun, CorrelationId.Current),
            Agent = new RunAgent(StrongId.New<HiredAgentId>(clock), "marketing.healthcare.v1", 1, "Asha", config ?? Config()),
            Goal = new RunGoal(Goal, "weekly_multichannel_batch", settings ?? []),
            Attempt = 1,
            ScheduledFor = scheduledFor,
            Zone = TimeZoneInfo.FindSystemTimeZoneById(zone),
            Clock = clock,
            Watermark = watermark,
        };
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
