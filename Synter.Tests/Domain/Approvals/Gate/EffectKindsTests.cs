using System.Text.Json.Nodes;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Tests.Support;

namespace Synter.Tests.Domain.Approvals.Gate;

public sealed class EffectKindsTests
{
    public static TheoryData<string> Kinds => new(EffectKinds.All.Select(k => k.Key));

    [Fact]
    public void All_AreTheseAndNoOther() =>
        Assert.Equal(["close_position", "place_order", "post", "publish", "send"], EffectKinds.All.Select(k => k.Key).Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Check_AValidEffectOfEachKind_FindsNothing(string kind) => Assert.Empty(Check(Drafts.OfKind(kind)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Editable_IsAFieldOfAfterAndNeverItsVersion(string key)
    {
        var kind = EffectKinds.Find(key)!;

        Assert.DoesNotContain("v", kind.Editable);
        Assert.All(kind.Editable, field => Assert.Contains(kind.After.Root.Properties, p => p.Name == field));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Check_AnotherVersionOfThePayload_IsRefused(string kind)
    {
        var effect = Drafts.OfKind(kind);
        effect.After["v"] = 2;

        Assert.Equal(["/after/v"], Check(effect));
    }

    [Fact]
    public void Check_AnUnknownKind_IsRefused() => Assert.Equal(["/kind"], Check(Drafts.Post() with { Kind = "wire_money" }));

    [Fact]
    public void Check_AProviderThatDoesNotTakeIt_IsRefused() => Assert.Equal(["/provider"], Check(Drafts.Post(provider: "delta_exchange_india")));

    [Fact]
    public void Check_AnOrderWithoutABound_IsRefused() => Assert.Equal(["/cost_bound"], Check(Drafts.OfKind("place_order") with { CostBound = null }));

    [Fact]
    public void Check_AFieldNobodyKnows_IsRefused()
    {
        var effect = Drafts.Post();
        effect.After["access"] = "public";

        Assert.Equal(["/after/access"], Check(effect));
    }

    [Fact]
    public void Check_WithoutAccountOrKey_SaysBoth() =>
        Assert.Equal(["/account", "/idempotency_key"], Check(Drafts.Post() with { Account = " ", IdempotencyKey = "" }));

    [Fact]
    public void Submission_AFractionInAPayload_IsRefusedWithItsPath()
    {
        var effect = Drafts.OfKind("close_position");
        effect.Before!["price"] = 1.5;

        var refusal = new Submission(new EffectKinds([]), new ManualClock()).Check(default, null, Drafts.Draft(effect)).Refusal!;

        Assert.Equal("/effects/0/before/price", refusal.Errors.Single().Pointer);
    }

    [Fact]
    public void Submission_ASecretOrTheSameKeyTwice_IsRefused()
    {
        var submission = new Submission(new EffectKinds([]), new ManualClock());

        Assert.Equal("/effects/0/after/text", submission.Check(default, null, Drafts.Draft(Drafts.Post("EAABwzLixnjYBAO1234567890abcdefgh"))).Refusal!.Errors.Single().Pointer);
        Assert.Equal("/effects", submission.Check(default, null, Drafts.Draft(Drafts.Post(key: "a"), Drafts.Post(key: "a"))).Refusal!.Errors.Single().Pointer);
    }

    private static IEnumerable<string> Check(ProposedEffect effect) => new EffectKinds([]).Check(ContentEffect.Of(effect)).Select(e => e.Pointer);
}
