using System.Text.Json.Nodes;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Domain.Approvals.Deliverables;

public sealed class ContentEditorTests
{
    private static readonly IReadOnlyList<EffectId> Ids = [EffectId.From(Guid.CreateVersion7()), EffectId.From(Guid.CreateVersion7())];

    private static readonly DeliverableContent Content = Drafts.Content(Drafts.Post(provider: "facebook"), Drafts.Post(provider: "x"));

    private readonly ManualClock _clock = new();

    [Fact]
    public void Apply_ABody_LeavesTheEffectsAlone()
    {
        var edited = Apply(new ContentEdit("Read this.", [])).Value;

        Assert.Equal("Read this.", edited.Body);
        Assert.Equal(Content.Effects, edited.Effects);
    }

    [Fact]
    public void Apply_APayload_ReplacesOnlyTheNamedFieldsOfThatEffect()
    {
        var edited = Apply(Payload(1, """{"text":"Floss twice."}""")).Value;

        Assert.Equal(Content.Effects[0], edited.Effects[0]);
        Assert.Equal("""{"v":1,"text":"Floss twice."}""", edited.Effects[1].After.ToJsonString());
    }

    [Fact]
    public void Apply_Null_TakesAnOptionalFieldAway()
    {
        var withLink = Apply(Payload(0, """{"link":"https://example.com/a"}""")).Value;

        var without = new ContentEditor(new EffectKinds([]), _clock).Apply(withLink, Ids, Payload(0, """{"link":null}""")).Value;

        Assert.Equal(Content.Effects[0].After.ToJsonString(), without.Effects[0].After.ToJsonString());
    }

    [Theory]
    [InlineData("""{"text":""}""", "/edit/effects/0/payload/text")]
    [InlineData("""{"text":5}""", "/edit/effects/0/payload/text")]
    [InlineData("""{"text":null}""", "/edit/effects/0/payload/text")]
    [InlineData("""{"link":"not an address"}""", "/edit/effects/0/payload/link")]
    [InlineData("""{"v":2}""", "/edit/effects/0/payload/v")]
    [InlineData("""{"account":"other"}""", "/edit/effects/0/payload/account")]
    [InlineData("""{"send_at":"tomorrow"}""", "/edit/effects/0/payload/send_at")]
    [InlineData("""{"send_at":"2020-01-01T00:00:00Z"}""", "/edit/effects/0/payload/send_at")]
    public void Apply_WhatDoesNotFit_SaysWhere(string payload, string pointer)
    {
        var refusal = Apply(Payload(0, payload)).Refusal!;

        Assert.Equal("validation_failed", refusal.Code);
        Assert.Contains(refusal.Errors, e => e.Pointer == pointer);
    }

    [Fact]
    public void Apply_AnEffectOfAnotherDeliverable_SaysSo()
    {
        var edit = new ContentEdit(null, [new EffectEdit(EffectId.From(Guid.CreateVersion7()).ToString(), []), new EffectEdit("made up", [])]);

        Assert.Equal(["/edit/effects/0/effect_id", "/edit/effects/1/effect_id"], Apply(edit).Refusal!.Errors.Select(e => e.Pointer));
    }

    [Fact]
    public void Apply_AKindsOwnRule_IsAskedToo()
    {
        var editor = new ContentEditor(new EffectKinds([new NoShouting()]), _clock);

        var refusal = editor.Apply(Content, Ids, Payload(0, """{"text":"FLOSS!"}""")).Refusal!;

        Assert.Equal(("/edit/effects/0/payload/text", "Do not shout."), (refusal.Errors[0].Pointer, refusal.Errors[0].Message));
    }

    [Fact]
    public void Apply_ASecret_IsRefusedAsOne() =>
        Assert.Equal("raw_secret", Apply(Payload(0, """{"text":"EAABwzLixnjYBAO1234567890abcdefgh"}""")).Refusal!.Code);

    [Fact]
    public void Apply_ASendTime_IsTheEffectsAndNotItsPayloads()
    {
        var edited = Apply(new ContentEdit(null,
        [
            new EffectEdit(Ids[0].ToString(), new JsonObject { ["send_at"] = "2026-12-01T09:30:00+05:30" }),
            new EffectEdit(Ids[1].ToString(), new JsonObject { ["send_at"] = "2026-12-01T04:00:00Z" }),
        ])).Value;

        Assert.Equal(new DateTimeOffset(2026, 12, 1, 4, 0, 0, TimeSpan.Zero), edited.SendAt);
        Assert.All(edited.Effects, e => Assert.False(e.After.ContainsKey("send_at")));
    }

    [Fact]
    public void Apply_TwoSendTimes_AreOneTooMany()
    {
        var refusal = Apply(Payload(0, """{"send_at":"2026-12-01T04:00:00Z"}""")).Refusal!;

        Assert.Equal("/edit/effects", refusal.Errors.Single().Pointer);
    }

    [Fact]
    public void Apply_WhatIsThereAlready_ChangesNothingAndSaysSo() =>
        Assert.Equal("/edit", Apply(Payload(0, """{"text":"Floss once a day."}""")).Refusal!.Errors.Single().Pointer);

    private static ContentEdit Payload(int effect, string payload) =>
        new(null, [new EffectEdit(Ids[effect].ToString(), JsonNode.Parse(payload)!.AsObject())]);

    private Result<DeliverableContent> Apply(ContentEdit edit) => new ContentEditor(new EffectKinds([]), _clock).Apply(Content, Ids, edit);

    private sealed class NoShouting : IEffectRule
    {
        public string Kind => "post";

        public IEnumerable<FieldError> Check(ContentEffect effect) => effect.After["text"]!.GetValue<string>().EndsWith('!')
            ? [new FieldError("/after/text", "Do not shout.")]
            : [];
    }
}
