using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Sandbox;

namespace Synter.Tests.Providers;

/// <summary>What holds for every network: one request a sending, every failure told as what it is, no post twice and none lost.</summary>
public abstract class SocialWriterTests(SandboxedProviders providers, string provider)
{
    protected SandboxedProviders Providers => providers;

    protected IEffectWriter Writer => providers.Writer(provider);

    [Fact]
    public async Task Send_Publishes_AndReadsBack()
    {
        var effect = await providers.PostAsync(provider);

        var sent = await Writer.SendAsync(effect, default);

        Assert.Null(sent.Differs);
        Assert.Equal($"/sandbox?provider={provider}&post={sent.ProviderRef}", sent.Url);
        var post = (await providers.State.PostsAsync(provider, new(200, null), default)).Items.Single(p => p.Id == sent.ProviderRef);
        Assert.Equal(effect.After["text"]!.GetValue<string>(), post.Text);
        Assert.Equal(effect.Id.ToString(), post.EffectId);
        Assert.Equal(["POST", "GET"], (await providers.RequestsAsync(effect)).Select(r => r.Method));
    }

    [Fact]
    public async Task Send_MarksItsRequestsForTheSandbox_AndKeepsTheTokenOutOfThem()
    {
        var effect = await providers.PostAsync(provider);

        await Writer.SendAsync(effect, default);

        var requests = await providers.RequestsAsync(effect);
        Assert.All(requests, r => Assert.Equal(effect.IdempotencyKey, r.IdempotencyKey));
        Assert.All(requests, r => Assert.Equal("Bearer ***", r.Headers["authorization"]));
        Assert.All(requests, r => Assert.DoesNotContain(SandboxedProviders.Token, $"{r.Path} {r.Body} {string.Join(' ', r.Query.Values)} {string.Join(' ', r.Headers.Values)}"));
    }

    [Fact]
    public async Task Send_OfASpecialText_ReadsBackAsItWasWritten()
    {
        var effect = await providers.PostAsync(provider, $"Smile & <wave> “now” 🦷  https://sunrise.example/a?b=1&c=2 {Guid.CreateVersion7():N}\r\n\r\nनमस्ते é ");

        var sent = await Writer.SendAsync(effect, default);

        Assert.Null(sent.Differs);
        Assert.Equal(new Finding.Found(sent.ProviderRef), await Writer.FindAsync(effect, default));
    }

    [Fact]
    public async Task Send_KeptWithAnotherText_SaysThatItDiffers()
    {
        var effect = await providers.PostAsync(provider);
        await providers.FailAsync(provider, FaultMode.Altered);

        var sent = await Writer.SendAsync(effect, default);

        Assert.Contains("another text than was sent", sent.Differs, StringComparison.Ordinal);
        Assert.Contains(sent.ProviderRef, (await providers.State.PostsAsync(provider, new(200, null), default)).Items.Select(p => p.Id));
    }

    [Fact]
    public async Task Rehearsal_SendsNothing()
    {
        var effect = await providers.PostAsync(provider);
        var request = typeof(ApprovedEffect).GetProperty(nameof(ApprovedEffect.IsRehearsal))!;
        typeof(ApprovedEffect).GetField($"<{request.Name}>k__BackingField", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.SetValue(effect, true);

        await Writer.SendAsync(effect, default);

        Assert.Empty(await providers.RequestsAsync(effect));
    }

    [Fact]
    public async Task Send_OfTheSameTextAgain_IsRefusedAsADuplicate()
    {
        var effect = await providers.PostAsync(provider);
        await Writer.SendAsync(effect, default);

        var e = await FailsAsync(await SandboxedProviders.AgainAsync(effect));

        Assert.Equal((FailureClass.Rejected, "duplicate", false), (e.Class, e.Code, e.InDoubt));
    }

    [Theory]
    [InlineData(401, FailureClass.Auth, "sign_in_refused")]
    [InlineData(403, FailureClass.Auth, "permission_missing")]
    [InlineData(500, FailureClass.Transient, "provider_error")]
    [InlineData(503, FailureClass.Transient, "provider_error")]
    [InlineData(400, FailureClass.Rejected, "refused")]
    public async Task Send_AnsweredWithAStatus_FailsAsWhatItIs_AndPostsNothing(int status, FailureClass failure, string code)
    {
        var effect = await providers.PostAsync(provider);
        await providers.FailAsync(provider, FaultMode.Status, status);

        var e = await FailsAsync(effect);

        Assert.Equal((failure, code, false), (e.Class, e.Code, e.InDoubt));
        Assert.Equal($"answered:{status}", Assert.Single(await providers.RequestsAsync(effect)).Outcome);
        Assert.IsType<Finding.NotFound>(await Writer.FindAsync(effect, default));
        await Writer.SendAsync(effect, default);
    }

    [Fact]
    public async Task Send_Limited_SaysHowLongToWait()
    {
        var effect = await providers.PostAsync(provider);
        await providers.FailAsync(provider, FaultMode.Status, 429, retryAfterS: 37);

        var e = await FailsAsync(effect);

        Assert.Equal((FailureClass.Transient, "rate_limited", false), (e.Class, e.Code, e.InDoubt));
        Assert.Equal(TimeSpan.FromSeconds(37), e.RetryAfter);
    }

    [Fact]
    public async Task Send_DroppedBefore_IsInDoubt_AndIsNotFound()
    {
        var effect = await providers.PostAsync(provider);
        await providers.FailAsync(provider, FaultMode.DropBefore);

        var e = await FailsAsync(effect);

        Assert.Equal((FailureClass.Transient, "connection_lost", true), (e.Class, e.Code, e.InDoubt));
        Assert.IsType<Finding.NotFound>(await Writer.FindAsync(effect, default));
    }

    [Theory]
    [InlineData(FaultMode.DropAfterAccept, FailureClass.Transient, "connection_lost")]
    [InlineData(FaultMode.Malformed, FailureClass.Schema, "unexpected_answer")]
    [InlineData(FaultMode.Slow, FailureClass.Transient, "timeout")]
    public async Task Send_DoneButNotAnswered_IsInDoubt_AndIsFound(FaultMode mode, FailureClass failure, string code)
    {
        var effect = await providers.PostAsync(provider);
        await providers.FailAsync(provider, mode);

        var e = await FailsAsync(effect);

        Assert.Equal((failure, code, true), (e.Class, e.Code, e.InDoubt));
        var found = Assert.IsType<Finding.Found>(await Writer.FindAsync(effect, default));
        var post = (await providers.State.PostsAsync(provider, new(200, null), default)).Items.Single(p => p.EffectId == effect.Id.ToString());
        Assert.Equal(post.Id, found.ProviderRef);
        Assert.Single(await providers.RequestsAsync(effect), r => r.Method == "POST");
    }

    /// <summary>A pooled connection that breaks makes HTTP clients send again by themselves; a post must not be.</summary>
    [Fact]
    public async Task Send_OverAUsedConnection_IsNeverRepeatedByTheTransport()
    {
        await Writer.SendAsync(await providers.PostAsync(provider), default);
        var effect = await providers.PostAsync(provider);
        await providers.FailAsync(provider, FaultMode.DropBefore);

        await FailsAsync(effect);

        Assert.Single(await providers.RequestsAsync(effect));
    }

    [Fact]
    public async Task ReadBack_ThatFails_LeavesThePostSent()
    {
        var effect = await providers.PostAsync(provider);
        await providers.FailAsync(provider, FaultMode.None);

        // The next answer but one fails: the read-back's.
        var sent = await WithSecondAnswerFailingAsync(() => Writer.SendAsync(effect, default));

        Assert.NotEmpty(sent.ProviderRef);
        Assert.Null(sent.Differs);
    }

    [Theory]
    [InlineData(401, true)]
    [InlineData(500, false)]
    public async Task Find_ThatFails_AsksAPersonOnlyWhenWaitingCannotHelp(int status, bool cannotTell)
    {
        var effect = await providers.PostAsync(provider);
        await providers.FailAsync(provider, FaultMode.Status, status);

        if (cannotTell)
        {
            Assert.IsType<Finding.CannotTell>(await Writer.FindAsync(effect, default));
        }
        else
        {
            Assert.Equal(FailureClass.Transient, (await Assert.ThrowsAsync<ProviderException>(() => Writer.FindAsync(effect, default))).Class);
        }
    }

    [Fact]
    public async Task Find_AmongMorePostsThanAPage_LooksThroughAll()
    {
        var secret = new Dictionary<string, string> { ["access_token"] = Guid.CreateVersion7().ToString("N") };
        var effect = await providers.PostAsync(provider, secret: secret);
        var sent = await Writer.SendAsync(effect, default);
        for (var i = 0; i < 105; i++)
        {
            await PublishByHandAsync(secret["access_token"], $"Another one, number {i}");
        }

        Assert.Equal(new Finding.Found(sent.ProviderRef), await Writer.FindAsync(effect, default));
    }

    [Fact]
    public async Task Find_OfATextThatStoodThereBefore_IsNotThatPost()
    {
        var secret = new Dictionary<string, string> { ["access_token"] = Guid.CreateVersion7().ToString("N") };
        var effect = await providers.PostAsync(provider, secret: secret);
        await Writer.SendAsync(effect, default);
        var later = StrongIdInTheFuture(effect);

        Assert.IsType<Finding.NotFound>(await Writer.FindAsync(await later, default));
    }

    [Fact]
    public async Task Send_WithARevokedConnection_SaysWhatToDo()
    {
        var effect = await ApprovedWithoutSecretAsync();

        var e = await FailsAsync(effect);

        Assert.Equal((FailureClass.Auth, "not_connected", false), (e.Class, e.Code, e.InDoubt));
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("whatever")]
    public async Task Send_WithATokenThatCannotBeSent_NeverQuotesIt(string field)
    {
        var effect = await providers.PostAsync(provider, secret: new Dictionary<string, string> { [field] = "two words\r\nX-Evil: 1" });

        var e = await FailsAsync(effect);

        Assert.Equal("credential_unusable", e.Code);
        Assert.DoesNotContain("two words", e.ToString());
        Assert.Empty(await providers.RequestsAsync(effect));
    }

    [Fact]
    public async Task Probe_SaysWhoATokenBelongsTo_AndWhenItIsRefused()
    {
        var secret = new Synter.Domain.Vault.Secret(new Dictionary<string, string> { ["access_token"] = "EAAprobe" });

        var works = await providers.Probe(provider).TestAsync(SandboxedProviders.Workspace, secret, null, default);
        await providers.FailAsync(provider, FaultMode.Status, 401);
        var refused = await providers.Probe(provider).TestAsync(SandboxedProviders.Workspace, secret, null, default);

        Assert.Equal(Synter.Domain.Vault.ProbeOutcome.Works, works.Outcome);
        Assert.Contains("andbox", works.Message);
        Assert.Equal(Synter.Domain.Vault.ProbeOutcome.Refused, refused.Outcome);
    }

    protected async Task<ProviderException> FailsAsync(ApprovedEffect effect) => await Assert.ThrowsAsync<ProviderException>(() => Writer.SendAsync(effect, default));

    protected abstract HttpRequestMessage ByHand(string token, string text);

    protected static JsonObject BodyOf(SandboxRequest request) => JsonNode.Parse(request.Body)!.AsObject();

    private async Task PublishByHandAsync(string token, string text)
    {
        using var http = new HttpClient { BaseAddress = providers.Url };
        using var request = ByHand(token, text);
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<Sent> WithSecondAnswerFailingAsync(Func<Task<Sent>> send)
    {
        // Slow enough that the fault can be set while the first answer is on its way.
        await providers.FailAsync(provider, FaultMode.Slow, delayMs: 500);
        var sending = send();
        await Support.Eventually.TrueAsync(async () => (await providers.State.FaultsAsync(default)).All(f => f.Provider != provider), "the post has arrived");
        await providers.FailAsync(provider, FaultMode.Status, 500);
        return await sending;
    }

    private static Task<ApprovedEffect> StrongIdInTheFuture(ApprovedEffect effect) => Support.ApprovedEffects.MakeAsync(
        SandboxedProviders.Workspace,
        new(effect.Kind, effect.Provider, effect.Account, effect.Credential, [], null, (JsonObject)effect.After.DeepClone(), null, null, "later", null),
        EffectId.From(Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddHours(1))));

    private async Task<ApprovedEffect> ApprovedWithoutSecretAsync()
    {
        var effect = await providers.PostAsync(provider);
        return await Support.ApprovedEffects.MakeAsync(
            SandboxedProviders.Workspace,
            new(effect.Kind, effect.Provider, effect.Account, Synter.Domain.Kernel.StrongId.New<Synter.Domain.Vault.CredentialRef>(TimeProvider.System), [], null, (JsonObject)effect.After.DeepClone(), null, null, "gone", null));
    }
}
