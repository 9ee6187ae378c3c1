using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Tests.Support;

/// <summary>Deliverables to be reviewed, valid unless a test spoils them.</summary>
public static class Drafts
{
    public static readonly CredentialRef Credential = new(Guid.Parse("019a0000-0000-7000-8000-00000000cccc"));

    public static ProposedEffect Post(string text = "Floss once a day.", string provider = "facebook", string? key = null) => new(
        "post", provider, "sunrise-dental", Credential, new JsonObject { ["page"] = "sunrise-dental" }, Before: null,
        new JsonObject { ["v"] = 1, ["text"] = text }, "Post 1 of 5: patient education.", CostBound: null,
        key ?? $"post:{Guid.CreateVersion7():N}", Compensation: "delete_post");

    /// <summary>One valid effect of each kind there is.</summary>
    public static ProposedEffect OfKind(string kind) => kind switch
    {
        "post" => Post(),
        "publish" => Post() with
        {
            Kind = "publish",
            Target = new JsonObject { ["object_id"] = "104_1" },
            Before = new JsonObject { ["status"] = "draft" },
            After = new JsonObject { ["v"] = 1, ["status"] = "published" },
        },
        "send" => Post() with
        {
            Kind = "send",
            Provider = "email",
            Target = new JsonObject { ["to"] = "patients@example.com" },
            After = new JsonObject { ["v"] = 1, ["subject"] = "Recall", ["text"] = "It is time for a check-up." },
            Compensation = null,
        },
        "place_order" => Post() with
        {
            Kind = "place_order",
            Provider = "delta_exchange_india",
            Target = new JsonObject { ["symbol"] = "BTCUSD" },
            After = new JsonObject { ["v"] = 1, ["side"] = "buy", ["order_type"] = "market", ["quantity"] = 3 },
            CostBound = Money.FromDecimal(21_478.65m, "INR"),
            Compensation = null,
        },
        "close_position" => Post() with
        {
            Kind = "close_position",
            Provider = "delta_exchange_india",
            Target = new JsonObject { ["symbol"] = "BTCUSD" },
            Before = new JsonObject { ["quantity"] = 3 },
            After = new JsonObject { ["v"] = 1, ["side"] = "sell", ["quantity"] = 3 },
            Compensation = null,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static DraftDeliverable Draft(params ProposedEffect[] effects) =>
        new("post", "Floss once a day", "Floss **once** a day.", effects);

    public static DraftDeliverable Report() => new("report", "What was posted", "Five posts went out.", []);

    public static DeliverableContent Content(params ProposedEffect[] effects) => new(
        WorkspaceId.From(Guid.Parse("019a0000-0000-7000-8000-000000000001")),
        HiredAgentId.From(Guid.Parse("019a0000-0000-7000-8000-000000000002")),
        DeliverableId.From(Guid.Parse("019a0000-0000-7000-8000-000000000003")),
        "post", "Floss once a day", "Floss **once** a day.", [.. effects.Select(ContentEffect.Of)]);
}
