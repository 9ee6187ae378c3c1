using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Tests.Support;

/// <summary>Lets a run of a running Synter propose things, without waiting for one.</summary>
public static class Proposals
{
    /// <summary>A connection that the sandbox takes, stored in the client's workspace.</summary>
    public static async Task<CredentialRef> ConnectAsync(this HttpClient admin, string platform = "facebook")
    {
        using var answer = await admin.PutAsJsonAsync(
            "/api/cp/platform-credentials",
            new { platform, posting_identity = "sunrise-dental", secret = new { access_token = "a-sandbox-token-of-some-length" } });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return StrongId.Parse<CredentialRef>((await answer.JsonAsync())["credential_ref"]!.GetValue<string>());
    }

    public static async Task<DeliverableId> ProposeAsync(this RunningSynter synter, Actor actor, DraftDeliverable draft, HiredAgentId? agent = null)
    {
        var run = StrongId.New<RunId>(TimeProvider.System);
        var outputs = new RunOutputs(actor.Workspace, run, agent, null, CorrelationId.Current, TimeProvider.System.Now(), [new RunOutput("1", draft)]);
        await using (var connection = await synter.Services.GetRequiredService<SynterDatabase>().OpenAsync(actor.Scope, default))
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var written = await synter.Services.GetRequiredService<IRunOutputs>().WriteAsync(connection, transaction, outputs, default);
            await synter.Services.GetRequiredService<AuditLog>().AppendAsync(connection, transaction, written.Value, default);
            await transaction.CommitAsync();
        }

        var page = await synter.Services.GetRequiredService<IReviewQueries>().ListAsync(
            actor.Workspace, new DeliverableFilter(Run: run), DeliverableOrder.NewestFirst, PageRequest.First, default);
        return page.Items.Single().Id;
    }

    /// <summary>Decides on what is there now; the approval's id, if it was a yes.</summary>
    public static async Task<string?> ReviewAsync(this HttpClient client, string proposal, string decision)
    {
        var seen = await (await client.GetAsync(new Uri($"/api/v1/deliverables/{proposal}", UriKind.Relative))).JsonAsync();
        using var answer = await client.PostAsJsonAsync($"/api/v1/deliverables/{proposal}/review", new
        {
            decision, revision = seen["revision"]!.GetValue<int>(), content_hash = seen["content_hash"]!.GetValue<string>(), note = "Read in full.",
        });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.JsonAsync())["approval"]?["approval_id"]?.GetValue<string>();
    }

    /// <summary>Who a client's token speaks for.</summary>
    public static async Task<Actor> ActorAsync(this HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/auth/me", UriKind.Relative));
        var me = await answer.JsonAsync();
        return new Actor(
            StrongId.Parse<UserId>(me["id"]!.GetValue<string>()),
            StrongId.Parse<WorkspaceId>(me["workspace"]!["id"]!.GetValue<string>()),
            Role.Admin, Via.Api, me["name"]!.GetValue<string>());
    }
}
