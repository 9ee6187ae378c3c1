using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Tests.Support;

namespace Synter.Tests.Domain.Approvals.Deliverables;

public sealed class DeliverableContentTests
{
    private static readonly DeliverableContent Whole = Drafts.Content(
        Drafts.OfKind("place_order") with { IdempotencyKey = "order:1", Compensation = "close_position", Before = new JsonObject { ["quantity"] = 0 } });

    [Fact]
    public void ToBytes_AKnownContent_IsThisText()
    {
        var content = Drafts.Content(Drafts.Post("Floss.", key: "post:1")) with { Body = "Floss **once**." };

        // Part of every hash ever given: when this fails, a new version of the document is needed, not a new text here.
        const string text =
            """
            {"body":"Floss **once**.","deliverable":"dlv_019a0000000070008000000000000003","effects":[{"account":"sunrise-dental","after":{"text":"Floss.","v":1},"before":null,"compensation":"delete_post","cost_bound":null,"credential_ref":"cred_019a000000007000800000000000cccc","idempotency_key":"post:1","kind":"post","provider":"facebook","target":{"page":"sunrise-dental"}}],"hired_agent":"hag_019a0000000070008000000000000002","kind":"post","title":"Floss once a day","v":1,"workspace":"ws_019a0000000070008000000000000001"}
            """;
        Assert.Equal(text, Encoding.UTF8.GetString(content.ToBytes()));
        Assert.Equal("sha256:ceed17d9c5819dbbd6e9741a4820b0c944e7c93ac21a5c975466b54dfc3e4f70", ContentHash.Of(content.ToBytes()).Text);
    }

    [Fact]
    public void Read_WhatWasWritten_WritesTheSameBytes()
    {
        var content = Sent(Whole, new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.FromHours(5.5)));

        var read = DeliverableContent.Read(content.ToBytes());

        Assert.NotNull(read);
        Assert.Equal(content.ToBytes(), read.ToBytes());
        Assert.Equal(content.SendAt, read.SendAt);
    }

    [Fact]
    public void ToBytes_TextOfAnyKind_ReadsBackAsItWas() =>
        Prop.ForAll<UnicodeString>(text =>
        {
            var content = Whole with { Body = text.Get };
            try
            {
                return DeliverableContent.Read(content.ToBytes())!.Body == text.Get;
            }
            catch (CanonicalJsonException)
            {
                // Half a surrogate pair or a NUL has no canonical form.
                return true;
            }
        }).QuickCheckThrowOnFailure();

    public static TheoryData<string, DeliverableContent> Changes()
    {
        var effect = Whole.Effects[0];
        DeliverableContent With(ContentEffect changed) => Whole with { Effects = [changed] };
        return new TheoryData<string, DeliverableContent>
        {
            { "workspace", Whole with { Workspace = WorkspaceId.From(Guid.CreateVersion7()) } },
            { "hired agent", Whole with { HiredAgent = HiredAgentId.From(Guid.CreateVersion7()) } },
            { "no hired agent", Whole with { HiredAgent = null } },
            { "deliverable", Whole with { Deliverable = DeliverableId.From(Guid.CreateVersion7()) } },
            { "kind", Whole with { Kind = "report" } },
            { "title", Whole with { Title = "Floss once a day " } },
            { "body", Whole with { Body = "Floss **once** a day!" } },
            { "one effect fewer", Whole with { Effects = [] } },
            { "one effect more", Whole with { Effects = [effect, effect] } },
            { "effect kind", With(effect with { Kind = "close_position" }) },
            { "provider", With(effect with { Provider = "delta" }) },
            { "account", With(effect with { Account = "other" }) },
            { "credential", With(effect with { Credential = CredentialRef.From(Guid.CreateVersion7()) }) },
            { "target", With(effect with { Target = new JsonObject { ["symbol"] = "ETHUSD" } }) },
            { "before", With(effect with { Before = new JsonObject { ["quantity"] = 1 } }) },
            { "no before", With(effect with { Before = null }) },
            { "after", With(effect with { After = new JsonObject { ["v"] = 1, ["side"] = "sell", ["order_type"] = "market", ["quantity"] = 3 } }) },
            { "cost bound", With(effect with { CostBound = Money.FromDecimal(21_478.66m, "INR") }) },
            { "currency", With(effect with { CostBound = Money.FromDecimal(21_478.65m, "USD") }) },
            { "no cost bound", With(effect with { CostBound = null }) },
            { "send time", Sent(Whole, new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero)) },
            { "idempotency key", With(effect with { IdempotencyKey = "order:2" }) },
            { "compensation", With(effect with { Compensation = null }) },
        };
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Hash_OneFieldChanged_IsAnother(string field, DeliverableContent changed) =>
        Assert.True(ContentHash.Of(changed.ToBytes()) != ContentHash.Of(Whole.ToBytes()), $"{field} does not count.");

    [Fact]
    public void Hash_KeysOfAPayloadInAnotherOrder_IsTheSame()
    {
        var effect = Whole.Effects[0];
        var turned = Whole with { Effects = [effect with { After = new JsonObject([.. effect.After.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))]) }] };

        Assert.Equal(ContentHash.Of(Whole.ToBytes()), ContentHash.Of(turned.ToBytes()));
    }

    [Theory]
    [InlineData("""{"v":2}""")]
    [InlineData("""{"v":1}""")]
    [InlineData("""{"v":"1"}""")]
    [InlineData("""{"v":1,"v":1}""")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("not JSON")]
    public void Read_AnythingElse_IsNotGuessedAt(string bytes) => Assert.Null(DeliverableContent.Read(Encoding.UTF8.GetBytes(bytes)));

    private static DeliverableContent Sent(DeliverableContent content, DateTimeOffset at) =>
        content with { Effects = [.. content.Effects.Select(e => e with { SendAt = at })] };
}
