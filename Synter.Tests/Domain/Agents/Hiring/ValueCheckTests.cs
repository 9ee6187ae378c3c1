using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Tests.Support;

namespace Synter.Tests.Domain.Agents.Hiring;

public class ValueCheckTests
{
    private static readonly CredentialRef Facebook = StrongId.Parse<CredentialRef>("cred_0192f0c123457abc8def0123456789ab");
    private static readonly CredentialRef X = StrongId.Parse<CredentialRef>("cred_0192f0c123457abc8def0123456789ac");

    private readonly FakeCredentials _credentials = new() { { Facebook, "facebook" }, { X, "x" } };

    [Fact]
    public async Task Judge_WhatFits_NothingToSay()
    {
        var judged = await JudgeAsync(WorkshopAgent.Config());

        Assert.Null(judged.RefusalUnlessWhole);
    }

    [Fact]
    public async Task Judge_WhatIsMissing_IsNoRefusalOfADraft()
    {
        var judged = await JudgeAsync([]);

        Assert.Null(judged.Refusal);
        Assert.Contains(judged.Missing, e => e.Pointer == "/config/colour");
        Assert.Equal(judged.Missing, judged.RefusalUnlessWhole!.Errors);
    }

    [Theory]
    [InlineData("/links/facebook", "\"EAAGm0PX4ZCpsBAKZCZBZ12345abcdef\"")]
    [InlineData("/links/facebook", "\"hunter2\"")]
    [InlineData("/api_key", "\"x\"")]
    [InlineData("/access_token", "\"cred_0192f0c123457abc8def0123456789ab\"")]
    [InlineData("/notes", "\"use sk-0123456789abcdefghij0123\"")]
    [InlineData("/extras/password", "\"x\"")]
    public async Task Judge_ASecret_IsRefusedByThatName(string pointer, string value)
    {
        var judged = await JudgeAsync(With(pointer, value));

        Assert.Equal("raw_secret", judged.Refusal!.Code);
        Assert.Equal([new FieldError("/config" + pointer, RawSecrets.Message)], judged.Refusal.Errors);
    }

    [Theory]
    [InlineData("cred_0192f0c123457abc8def0123456789ff")]
    [InlineData("cred_nothing")]
    public async Task Judge_AMadeUpCredential_IsUnknown(string credential)
    {
        var judged = await JudgeAsync(With("/links/facebook", $"\"{credential}\""));

        Assert.Equal(("unknown_credential", "/config/links/facebook"), (judged.Refusal!.Code, Assert.Single(judged.Refusal.Errors).Pointer));
    }

    [Fact]
    public async Task Judge_AnotherProvidersCredential_IsWrong()
    {
        var judged = await JudgeAsync(With("/links/facebook", $"\"{X}\""));

        Assert.Equal(("validation_failed", "/config/links/facebook"), (judged.Refusal!.Code, Assert.Single(judged.Refusal.Errors).Pointer));
    }

    [Fact]
    public async Task Judge_NoCredentialChosenYet_IsMissing()
    {
        var judged = await JudgeAsync(With("/links/facebook", "\"\""));

        Assert.Null(judged.Refusal);
        Assert.Equal("/config/links/facebook", Assert.Single(judged.Missing).Pointer);
    }

    [Fact]
    public async Task Judge_EverythingWrong_IsToldAtOnceAndTheGravestNamesIt()
    {
        var config = With("/links/facebook", "\"cred_nothing\"");
        config["colour"] = "blue";
        config["token"] = "x";
        config.Remove("tags");

        var refusal = (await JudgeAsync(config)).Refusal!;

        Assert.Equal("raw_secret", refusal.Code);
        Assert.Equal(["/config/colour", "/config/links/facebook", "/config/token"], refusal.Errors.Select(e => e.Pointer).Order());
    }

    [Fact]
    public async Task Judge_WholeNumbers_AreKeptPlain()
    {
        var judged = await JudgeAsync(With("/longest", "2e2"));

        Assert.Equal("200", judged.Value["longest"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"nickname":"\ud800"}""")]
    [InlineData("""{"\ud800":"x"}""")]
    public async Task Judge_TextThatCannotBeStored_IsWrong(string json)
    {
        Assert.NotNull((await JudgeAsync(JsonNode.Parse(json)!.AsObject())).Refusal);
    }

    private Task<Judgement> JudgeAsync(JsonObject config) => new ValueCheck(_credentials)
        .JudgeAsync(default, WorkshopAgent.Definition.ConfigSchema, config, "/config", default);

    private static JsonObject With(string pointer, string value)
    {
        var config = WorkshopAgent.Config();
        config["extras"] = new JsonObject();
        var end = pointer.LastIndexOf('/');
        JsonPointer.Find(config, pointer[..end])!.AsObject()[pointer[(end + 1)..]] = JsonNode.Parse(value);
        return config;
    }
}
